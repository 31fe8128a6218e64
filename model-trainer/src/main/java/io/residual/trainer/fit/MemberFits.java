package io.residual.trainer.fit;

import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.TrainingSettings;
import io.residual.model.network.NetworkSpec;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where the fit of each network of an ensemble begins, and where it keeps its state so that it can
 * be taken up again. Members are counted from 0.
 */
final class MemberFits {

  private final TrainingSettings training;
  private final Optional<WarmStart> start;
  private final Optional<CheckpointFolder> checkpoints;
  private final Optional<LabelledChoice> labels;
  private final FitListener listener;
  private int fitters;

  MemberFits(
      TrainingSettings training,
      Optional<WarmStart> start,
      Optional<CheckpointFolder> checkpoints,
      Optional<LabelledChoice> labels,
      FitListener listener) {
    this.training = training;
    this.start = start;
    this.checkpoints = checkpoints;
    this.labels = labels;
    this.listener = listener;
  }

  /** Fits that begin with random weights and keep nothing. */
  static MemberFits fresh(TrainingSettings training, FitListener listener) {
    return new MemberFits(training, Optional.empty(), Optional.empty(), Optional.empty(), listener);
  }

  /**
   * Requires that a model to train further has the networks that the settings ask for.
   *
   * @throws InvalidConfigException if it has another number of them
   */
  void requireCount(int count) throws InvalidConfigException {
    if (start.isPresent() && start.get().count() != count) {
      throw fault(
          "training.ensemble",
          "asks for " + count + " networks, the bundle has " + start.get().count());
    }
  }

  /**
   * A fitter of one network.
   *
   * @param rows that decide, with the settings, whether a checkpoint belongs to this fit
   * @param whole whether the network looks at all features of a row
   * @throws InvalidConfigException if the model to train further has another network in its place
   * @throws IOException if its bytes are damaged
   */
  AutoencoderFitter fitter(
      int member, FitSettings settings, NetworkRows rows, NetworkRows validation, boolean whole)
      throws InvalidConfigException, IOException {
    AutoencoderFitter fitter = new AutoencoderFitter(settings, listener::epochDone);
    if (start.isPresent()) {
      fitter = fitter.from(state(member, settings.network(), whole, rows.features()));
    }
    if (whole && labels.isPresent()) {
      fitter = fitter.choosing(labels.get().epochs());
    }
    if (checkpoints.isPresent()) {
      CheckpointFolder folder = checkpoints.get();
      String decisive =
          settings + " " + training + labels.map(choice -> " by " + choice.anomalies().rows());
      int number = ++fitters;
      fitter = fitter.keeping(state -> folder.of(number, decisive, rows, validation, state));
    }
    return fitter;
  }

  private NetworkState state(int member, NetworkSpec network, boolean whole, int features)
      throws InvalidConfigException, IOException {
    if (!whole) {
      throw fault("training.ensemble.fields", "leaves features out, and the bundle's networks not");
    }
    NetworkSpec known = start.get().network(member);
    if (!known.equals(network)) {
      throw fault(
          "training.network",
          "asks for a network "
              + network.describe(features)
              + ", the bundle's is "
              + known.describe(features));
    }
    return start.get().state(member);
  }

  private static InvalidConfigException fault(String key, String problem) {
    return new InvalidConfigException(
        "the pipeline",
        List.of(
            new ConfigFault(
                key,
                problem,
                "train the bundle further with the pipeline file that it was made with, or fit"
                    + " without --from")));
  }
}
