package io.residual.model.config;

import io.residual.model.error.ErrorMeasure;

/**
 * How the network is trained.
 *
 * @param network which network
 * @param error how reconstruction errors are measured when scoring
 * @param epochs passes over the training rows at most; 0 for as many as the network's preset takes
 *     for rows of that number
 * @param batchSize rows a gradient step
 * @param learningRate of Adam
 * @param schedule how the rate changes from epoch to epoch
 * @param weightDecay fraction of the weights that each step takes off, times the learning rate; 0
 *     for none
 * @param seed of weights, shuffling and random splits
 * @param patience epochs without a better validation loss before training stops; 0 never stops it
 * @param validationFraction of the rows that is held back to stop training and calibrate errors
 * @param split which rows are held back
 * @param imbalance what is done about rows that are few, one-sided or not all normal
 */
public record TrainingSettings(
    NetworkSettings network,
    ErrorMeasure.Kind error,
    int epochs,
    int batchSize,
    double learningRate,
    LearningRateSchedule schedule,
    double weightDecay,
    long seed,
    int patience,
    double validationFraction,
    Split split,
    ImbalanceSettings imbalance) {

  /** The same settings with other epochs. */
  public TrainingSettings withEpochs(int other) {
    return new TrainingSettings(
        network,
        error,
        other,
        batchSize,
        learningRate,
        schedule,
        weightDecay,
        seed,
        patience,
        validationFraction,
        split,
        imbalance);
  }

  /** The same settings with another seed. */
  public TrainingSettings withSeed(long other) {
    return new TrainingSettings(
        network,
        error,
        epochs,
        batchSize,
        learningRate,
        schedule,
        weightDecay,
        other,
        patience,
        validationFraction,
        split,
        imbalance);
  }

  /** Which rows are held back. */
  public enum Split {
    /** The last ones: honest for streams, where tomorrow differs from today. */
    LAST,
    /** Random ones, for rows without an order. */
    RANDOM
  }
}
