package io.residual.trainer.fit;

import io.residual.model.network.LayerSpec;
import io.residual.model.score.dl4j.DenseNetworks;
import io.residual.model.score.dl4j.NativeThreads;
import io.residual.trainer.batch.ShuffledRows;
import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.data.NetworkRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Fits a dense autoencoder to rows with Deeplearning4j: Adam (Kingma and Ba, ICLR 2015) on the mean
 * squared error per feature, rows shuffled in each epoch, stopped early if asked for.
 *
 * <p>Equal settings and rows give equal weights, bit by bit, on one platform: initial weights and
 * shuffling come from generators of our own, and native code runs on one thread.
 *
 * <p>All losses are mean squared errors per feature, {@code sum((x - r)^2) / (rows * features)},
 * which is also what Deeplearning4j's MSE and Keras' {@code mse} report.
 */
public final class AutoencoderFitter {

  private final FitSettings settings;
  private final Consumer<FitProgress> listener;

  /** A fitter that tells the listener about every epoch. */
  public AutoencoderFitter(FitSettings settings, Consumer<FitProgress> listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Fits a network. The caller closes it.
   *
   * @param training at least one row
   * @param validation at least one row, with as many features
   * @throws DivergedTrainingException if a loss is no finite number
   */
  public FittedNetwork fit(NetworkRows training, NetworkRows validation) {
    if (training.rows() < 1) {
      throw new IllegalArgumentException("training needs at least one row");
    }
    return fit(new ShuffledRows(training, settings.seed()), validation);
  }

  /**
   * Fits a network to rows from a source. The caller closes it.
   *
   * @param validation at least one row, with as many features; as they are, neither corrupted nor
   *     augmented
   * @throws DivergedTrainingException if a loss is no finite number
   */
  public FittedNetwork fit(TrainingBatches training, NetworkRows validation) {
    int features = training.features();
    List<LayerSpec> layers = settings.network().layers();
    int outputs = layers.get(layers.size() - 1).units();
    if (outputs != features || validation.features() != features) {
      throw new IllegalArgumentException(
          "the network gives "
              + outputs
              + " outputs, training rows have "
              + features
              + " features and validation rows "
              + validation.features()
              + "; all three must be equal");
    }
    if (validation.rows() < 1) {
      throw new IllegalArgumentException("validation needs at least one row");
    }
    NativeThreads.useOne();
    MultiLayerNetwork network = network(features);
    boolean done = false;
    try {
      FittedNetwork fitted = fit(network, training, validation);
      done = true;
      return fitted;
    } finally {
      if (!done) {
        network.close();
      }
    }
  }

  private MultiLayerNetwork network(int features) {
    int count = Math.toIntExact(DenseNetworks.parameterCount(settings.network(), features));
    return DenseNetworks.network(
        DenseNetworks.configuration(
            settings.network(),
            features,
            new Adam(settings.learningRate()),
            settings.weightDecay()),
        InitialWeights.of(settings.network(), features, count, settings.seed()));
  }

  private FittedNetwork fit(
      MultiLayerNetwork network, TrainingBatches training, NetworkRows validation) {
    long start = System.nanoTime();
    List<Double> trainingLosses = new ArrayList<>();
    List<Double> validationLosses = new ArrayList<>();
    double rate = settings.learningRate();
    int bestEpoch = 0;
    double bestLoss = Double.POSITIVE_INFINITY;
    float[] bestWeights = {};
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      rate = follow(network, epoch, validationLosses, rate);
      training.begin(epoch);
      trainingLosses.add(requireFinite(epoch, pass(network, training)));
      double loss = requireFinite(epoch, Reconstructions.loss(network, validation));
      validationLosses.add(loss);
      boolean best = loss < bestLoss;
      if (best) {
        bestEpoch = epoch;
        bestLoss = loss;
        bestWeights = settings.patience() > 0 ? weights(network) : bestWeights;
      }
      listener.accept(progress(epoch, trainingLosses, validationLosses, best, start));
      if (settings.patience() > 0 && epoch - bestEpoch >= settings.patience()) {
        break;
      }
    }
    if (settings.patience() > 0) {
      network.params().data().asNioFloat().put(bestWeights);
    } else {
      bestEpoch = settings.epochs();
    }
    network.clear();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new FittedNetwork(network, trainingLosses, validationLosses, bestEpoch, seconds);
  }

  /** Sets the epoch's learning rate if it is another than the last; returns it. */
  private double follow(
      MultiLayerNetwork network, int epoch, List<Double> validationLosses, double last) {
    double rate =
        settings.learningRate()
            * settings.schedule().factor(epoch, settings.epochs(), validationLosses);
    if (rate != last) {
      network.setLearningRate(rate);
    }
    return rate;
  }

  private double pass(MultiLayerNetwork network, TrainingBatches training) {
    int rows = training.rows();
    int full = Math.min(settings.batchSize(), rows);
    int rest = rows % full;
    double sum = 0;
    try (NetworkBatch batch = batch(full, training)) {
      for (int from = 0; from + full <= rows; from += full) {
        batch.fill(training, from);
        sum += full * batch.step(network);
      }
    }
    if (rest > 0) {
      try (NetworkBatch batch = batch(rest, training)) {
        batch.fill(training, rows - rest);
        sum += rest * batch.step(network);
      }
    }
    return sum / rows;
  }

  private static NetworkBatch batch(int size, TrainingBatches training) {
    return new NetworkBatch(size, training.features(), training.targetsDiffer());
  }

  private FitProgress progress(
      int epoch, List<Double> training, List<Double> validation, boolean best, long start) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new FitProgress(
        epoch,
        settings.epochs(),
        training.get(epoch - 1),
        validation.get(epoch - 1),
        best,
        elapsed,
        elapsed.multipliedBy(settings.epochs() - epoch).dividedBy(epoch));
  }

  private double requireFinite(int epoch, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergedTrainingException(epoch, loss, settings.learningRate());
    }
    return loss;
  }

  private static float[] weights(MultiLayerNetwork network) {
    INDArray params = network.params();
    float[] weights = new float[Math.toIntExact(params.length())];
    params.data().asNioFloat().get(weights);
    return weights;
  }
}
