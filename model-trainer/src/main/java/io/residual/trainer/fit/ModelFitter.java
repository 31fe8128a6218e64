package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.TrainingSettings;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.network.DenseNetwork;
import io.residual.trainer.data.TrainingRows;
import java.io.IOException;
import java.util.Optional;

/**
 * The whole way from rows to a bundle: read and split the rows, fit the encoder and the network to
 * the training rows, calibrate the error on the held-back ones. Thread safe.
 */
public final class ModelFitter {

  private ModelFitter() {}

  /**
   * Fits a model.
   *
   * @throws InvalidConfigException if the network does not fit the schema, or the model to train
   *     further does not fit the pipeline
   * @throws IOException if an input cannot be read, or too many or too few of its rows can
   * @throws IllegalArgumentException if the label is a feature
   * @throws DivergedTrainingException if the loss is no finite number
   */
  public static FitOutcome fit(FitRequest request, FitListener listener)
      throws InvalidConfigException, IOException {
    PipelineConfig pipeline = request.pipeline();
    TrainingSettings training = pipeline.training();
    Optional<WarmStart> start = start(request);
    TrainingRows rows = rows(request, start.map(WarmStart::encoder));
    DenseNetwork network =
        start.isPresent()
            ? start.get().network(0)
            : NetworkChoice.of(training.network(), rows.training());
    listener.rowsRead(rows.report(), rows.training().features(), network);
    FitSettings settings =
        new FitSettings(
            network,
            training.epochs(),
            training.batchSize(),
            training.learningRate(),
            training.schedule(),
            training.weightDecay(),
            training.seed(),
            training.patience());
    AutoencoderFitter fitter = new AutoencoderFitter(settings, listener::epochDone);
    if (start.isPresent()) {
      fitter = fitter.from(start.get().state(0));
    }
    if (request.checkpoints().isPresent()) {
      CheckpointFolder folder = request.checkpoints().get();
      fitter =
          fitter.keeping(
              state ->
                  folder.of(
                      1, settings + " " + training, rows.training(), rows.validation(), state));
    }
    try (FittedNetwork fitted = fitter.fit(rows.training(), rows.validation())) {
      ModelBundle bundle = BundleBuilder.build(request, rows, settings, fitted);
      return new FitOutcome(
          FitFindings.addTo(bundle, rows.training(), rows.validation()), rows.report());
    }
  }

  private static Optional<WarmStart> start(FitRequest request) throws InvalidConfigException {
    return request.from().isPresent()
        ? Optional.of(WarmStart.of(request.from().get(), request.pipeline()))
        : Optional.empty();
  }

  /** Reads and splits the rows of a request. */
  static TrainingRows rows(FitRequest request) throws IOException {
    return rows(request, Optional.empty());
  }

  private static TrainingRows rows(FitRequest request, Optional<FeatureEncoder> encoder)
      throws IOException {
    TrainingSettings training = request.pipeline().training();
    return TrainingRows.read(
        request.inputs(),
        request.pipeline().schema(),
        new TrainingRows.Reading(
            request.label(),
            request.maxBadRows(),
            training.validationFraction(),
            training.split(),
            training.seed(),
            request.pipeline().window()),
        encoder);
  }
}
