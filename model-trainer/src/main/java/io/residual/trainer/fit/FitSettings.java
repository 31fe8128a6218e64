package io.residual.trainer.fit;

import io.residual.model.config.LearningRateSchedule;
import io.residual.model.config.TrainingSettings;
import io.residual.model.network.NetworkSpec;

/**
 * How a network is fitted.
 *
 * @param network one that can be trained, with as many outputs as the rows have features
 * @param epochs passes over the training rows at most; at least 1
 * @param batchSize rows a gradient step; at least 1
 * @param learningRate of Adam; above 0
 * @param schedule how the rate changes from epoch to epoch
 * @param weightDecay fraction of the weights that each step takes off, times the learning rate; 0
 *     for none
 * @param seed of weights and shuffling
 * @param patience epochs without a better validation loss before training stops and the best
 *     weights are taken; 0 trains all epochs and takes the last weights
 */
public record FitSettings(
    NetworkSpec network,
    int epochs,
    int batchSize,
    double learningRate,
    LearningRateSchedule schedule,
    double weightDecay,
    long seed,
    int patience) {

  /** Checks the ranges. */
  public FitSettings {
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(batchSize >= 1, "batchSize", batchSize, "at least 1");
    require(learningRate > 0, "learningRate", learningRate, "above 0");
    require(weightDecay >= 0, "weightDecay", weightDecay, "at least 0");
    require(patience >= 0, "patience", patience, "at least 0");
  }

  /** Settings with the same learning rate in every epoch. */
  public FitSettings(
      NetworkSpec network,
      int epochs,
      int batchSize,
      double learningRate,
      double weightDecay,
      long seed,
      int patience) {
    this(
        network,
        epochs,
        batchSize,
        learningRate,
        LearningRateSchedule.CONSTANT,
        weightDecay,
        seed,
        patience);
  }

  /**
   * The settings of the pipeline file for one network.
   *
   * @param epochs at least 1; the caller has chosen them if the file leaves them open
   * @param seed of this network
   */
  static FitSettings of(TrainingSettings training, NetworkSpec network, int epochs, long seed) {
    return new FitSettings(
        network,
        epochs,
        training.batchSize(),
        training.learningRate(),
        training.schedule(),
        training.weightDecay(),
        seed,
        training.patience());
  }

  private static void require(boolean valid, String name, double value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }
}
