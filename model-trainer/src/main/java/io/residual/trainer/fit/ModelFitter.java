package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.TrainingSettings;
import io.residual.model.network.DenseNetwork;
import io.residual.trainer.data.TrainingRows;
import java.io.IOException;

/**
 * The whole way from rows to a bundle: read and split the rows, fit the encoder and the network to
 * the training rows, calibrate the error on the held-back ones. Thread safe.
 */
public final class ModelFitter {

  private ModelFitter() {}

  /**
   * Fits a model.
   *
   * @throws InvalidConfigException if the network does not fit the schema
   * @throws IOException if an input cannot be read, or too many or too few of its rows can
   * @throws IllegalArgumentException if the label is a feature
   * @throws DivergedTrainingException if the loss is no finite number
   */
  public static FitOutcome fit(FitRequest request, FitListener listener)
      throws InvalidConfigException, IOException {
    PipelineConfig pipeline = request.pipeline();
    TrainingSettings training = pipeline.training();
    TrainingRows rows = rows(request);
    DenseNetwork network = NetworkChoice.of(training.network(), rows.training());
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
    try (FittedNetwork fitted = fitter.fit(rows.training(), rows.validation())) {
      ModelBundle bundle = BundleBuilder.build(request, rows, settings, fitted);
      return new FitOutcome(
          FitFindings.addTo(bundle, rows.training(), rows.validation()), rows.report());
    }
  }

  /** Reads and splits the rows of a request. */
  static TrainingRows rows(FitRequest request) throws IOException {
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
            request.pipeline().window()));
  }
}
