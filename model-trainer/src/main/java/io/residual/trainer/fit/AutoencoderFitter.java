package io.residual.trainer.fit;

import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.NetworkSpec;
import io.residual.model.score.dl4j.Dl4jNetworks;
import io.residual.model.score.dl4j.NativeThreads;
import io.residual.trainer.batch.ShuffledRows;
import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Fits an autoencoder to rows with Deeplearning4j: Adam (Kingma and Ba, ICLR 2015) on the network's
 * loss, rows shuffled in each epoch, stopped early if asked for.
 *
 * <p>Equal settings and rows give equal weights, bit by bit, on one platform: initial weights and
 * shuffling come from generators of our own, and native code runs on one thread.
 *
 * <p>All losses are mean squared errors per feature, {@code sum((x - r)^2) / (rows * features)},
 * which is also what Deeplearning4j's MSE and Keras' {@code mse} report; those of variational
 * networks add the code's divergence, see {@link GaussianCode}; those of multimodal ones are those
 * of their heads, see {@link MultimodalPass}.
 */
public final class AutoencoderFitter {

  private final FitSettings settings;
  private final Consumer<FitProgress> listener;
  private final EpochCriterion criterion;
  private final Checkpoints checkpoints;
  private final Optional<NetworkState> start;

  /** A fitter that tells the listener about every epoch. */
  public AutoencoderFitter(FitSettings settings, Consumer<FitProgress> listener) {
    this(
        settings,
        listener,
        EpochCriterion.VALIDATION_LOSS,
        start -> Checkpoint.NONE,
        Optional.empty());
  }

  private AutoencoderFitter(
      FitSettings settings,
      Consumer<FitProgress> listener,
      EpochCriterion criterion,
      Checkpoints checkpoints,
      Optional<NetworkState> start) {
    this.settings = settings;
    this.listener = listener;
    this.criterion = criterion;
    this.checkpoints = checkpoints;
    this.start = start;
  }

  /** Gives the checkpoint of a fit that begins with the given state. */
  interface Checkpoints {
    Checkpoint of(NetworkState start) throws IOException;
  }

  /** The same fitter, with another way to tell the best epoch. */
  AutoencoderFitter choosing(EpochCriterion other) {
    return new AutoencoderFitter(settings, listener, other, checkpoints, start);
  }

  /** The same fitter; it continues from the checkpoint if there is one, and keeps it up to date. */
  AutoencoderFitter keeping(Checkpoints other) {
    return new AutoencoderFitter(settings, listener, criterion, other, start);
  }

  /** The same fitter, beginning with the given state instead of random weights. */
  AutoencoderFitter from(NetworkState other) {
    return new AutoencoderFitter(settings, listener, criterion, checkpoints, Optional.of(other));
  }

  /**
   * Fits a network. The caller closes it.
   *
   * @param training at least one row
   * @param validation at least one row, with as many features
   * @throws DivergedTrainingException if a loss is no finite number
   * @throws IOException if a checkpoint cannot be read or written
   */
  public FittedNetwork fit(NetworkRows training, NetworkRows validation) throws IOException {
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
   * @throws IOException if a checkpoint cannot be read or written
   */
  public FittedNetwork fit(TrainingBatches training, NetworkRows validation) throws IOException {
    int features = training.features();
    int outputs = settings.network().outputs();
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
    Model network = network(features);
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

  private Model network(int features) {
    NetworkSpec spec = settings.network();
    Model network =
        Dl4jNetworks.network(
            spec,
            features,
            new Adam(settings.learningRate()),
            settings.weightDecay(),
            new float[Math.toIntExact(Dl4jNetworks.parameterCount(spec, features))]);
    float[] weights = InitialWeights.of(spec, features, network, settings.seed());
    network.params().data().asNioFloat().put(weights);
    return network;
  }

  private FittedNetwork fit(Model network, TrainingBatches training, NetworkRows validation)
      throws IOException {
    start.ifPresent(state -> state.restore(network));
    NetworkState beginning = NetworkState.of(network);
    Checkpoint checkpoint = checkpoints.of(beginning);
    FitState state = checkpoint.load().orElseGet(() -> FitState.start(beginning));
    double before = state.seconds();
    long begun = System.nanoTime();
    try (GradientSteps steps = steps(network, training.features())) {
      steps.restore(state.present());
      while (!isOver(state)) {
        state = epoch(network, steps, training, validation, state);
        state = state.after(before + (System.nanoTime() - begun) / 1e9);
        if (checkpoint.isDue(state.epoch()) || isOver(state)) {
          checkpoint.save(state);
        }
        listener.accept(progress(state));
      }
    }
    // Drops activations, and the optimiser too, which is put back with its state.
    network.clear();
    boolean best = settings.patience() > 0 || criterion != EpochCriterion.VALIDATION_LOSS;
    (best ? state.best() : state.present()).restore(network);
    return new FittedNetwork(
        network,
        state.trainingLoss(),
        state.validationLoss(),
        best ? state.bestEpoch() : state.epoch(),
        state.seconds());
  }

  private GradientSteps steps(Model network, int features) {
    return settings.network() instanceof MultimodalNetwork multimodal
        ? MultimodalPass.steps((ComputationGraph) network, multimodal, settings.weightDecay())
        : DensePass.steps(
            network,
            settings.network().dense(),
            features,
            settings.weightDecay(),
            GaussianCode.of(settings.network(), features, settings.seed()));
  }

  private boolean isOver(FitState state) {
    return state.epoch() >= settings.epochs()
        || (settings.patience() > 0 && state.epoch() - state.bestEpoch() >= settings.patience());
  }

  private FitState epoch(
      Model network,
      GradientSteps steps,
      TrainingBatches training,
      NetworkRows validation,
      FitState before) {
    int epoch = before.epoch() + 1;
    double rate =
        settings.learningRate()
            * settings.schedule().factor(epoch, settings.epochs(), before.validationLoss());
    training.begin(epoch);
    double trainingLoss = requireFinite(epoch, pass(steps, training, rate));
    double loss = requireFinite(epoch, steps.loss(validation, settings.batchSize()));
    double badness = criterion.badness(network, loss);
    boolean best = badness < before.bestBadness();
    NetworkState present = steps.state();
    return new FitState(
        epoch,
        FitState.with(before.trainingLoss(), trainingLoss),
        FitState.with(before.validationLoss(), loss),
        best ? epoch : before.bestEpoch(),
        best ? badness : before.bestBadness(),
        present,
        best ? present : before.best(),
        before.seconds());
  }

  private double pass(GradientSteps steps, TrainingBatches training, double rate) {
    int rows = training.rows();
    double sum = 0;
    for (int from = 0; from < rows; from += settings.batchSize()) {
      int size = Math.min(settings.batchSize(), rows - from);
      sum += size * steps.step(training, from, size, rate);
    }
    return sum / rows;
  }

  private FitProgress progress(FitState state) {
    int epoch = state.epoch();
    Duration elapsed = Duration.ofNanos((long) (1e9 * state.seconds()));
    return new FitProgress(
        epoch,
        settings.epochs(),
        state.trainingLoss().get(epoch - 1),
        state.validationLoss().get(epoch - 1),
        state.bestEpoch() == epoch,
        elapsed,
        elapsed.multipliedBy(settings.epochs() - epoch).dividedBy(epoch));
  }

  private double requireFinite(int epoch, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergedTrainingException(epoch, loss, settings.learningRate());
    }
    return loss;
  }
}
