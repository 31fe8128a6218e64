package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.NetworkSettings;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.TrainingSettings;
import io.residual.model.encode.FeatureEncoder;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.data.TrainingRows;
import io.residual.trainer.data.WindowChoice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The whole way from rows to a bundle: read and split the rows, fit the encoder and the networks to
 * the training rows, calibrate the error on the held-back ones. Thread safe.
 */
public final class ModelFitter {

  /** Of more rows, a fifth says little that the others do not say. */
  private static final int FEW_ROWS = 10_000;

  private ModelFitter() {}

  /**
   * Fits a model.
   *
   * @throws InvalidConfigException if the network does not fit the schema, or the model to train
   *     further does not fit the pipeline
   * @throws IOException if an input cannot be read, or too many or too few of its rows can
   * @throws IllegalArgumentException if the label is a feature, labels shall choose and are too
   *     few, or an ensemble leaves fields out
   * @throws DivergedTrainingException if the loss is no finite number
   */
  public static FitOutcome fit(FitRequest request, FitListener listener)
      throws InvalidConfigException, IOException {
    return fitWindows(windowed(request), listener);
  }

  private static FitOutcome fitWindows(FitRequest request, FitListener listener)
      throws InvalidConfigException, IOException {
    PipelineConfig pipeline = request.pipeline();
    TrainingSettings training = pipeline.training();
    Optional<WarmStart> start = start(request);
    TrainingRows rows = rows(request, start.map(WarmStart::encoder));
    int features = rows.training().features();
    listener.rowsRead(rows.report(), features);
    FieldColumns columns = FieldColumns.of(rows.encoder(), features);
    PreparedRows prepared =
        new RowPreparation(training.imbalance(), columns, training.seed(), listener)
            .prepare(rows.training(), rows.validation());
    Optional<LabelledChoice> labels = LabelledChoice.of(request, rows);
    Optional<LabelledChoice> epochs =
        labels.filter(choice -> request.labelUses().contains(LabelUse.EPOCH));
    Optional<LabelledChoice> threshold =
        labels.filter(choice -> request.labelUses().contains(LabelUse.THRESHOLD));
    MemberFits fits = new MemberFits(training, start, request.checkpoints(), epochs, listener);
    EnsembleFitter fitter = new EnsembleFitter(training, columns, fits, listener);
    List<FittedMember> members = fitter.fit(prepared.training(), prepared.heldBack());
    try {
      TrainingRows used = rows.replacing(prepared.training().rows(), prepared.heldBack());
      ModelBundle calibrated = BundleBuilder.build(request, used, members, threshold);
      ModelBundle bundle = calibrated;
      if (refits(training, prepared, epochs)) {
        members.forEach(FittedMember::close);
        members = List.of();
        listener.refitBegins(prepared.training().rows().rows() + prepared.heldBack().rows());
        members = fitter.fit(prepared.training().and(prepared.heldBack()), prepared.heldBack());
        bundle = BundleBuilder.with(members, calibrated, request);
      }
      return new FitOutcome(
          FitFindings.addTo(calibrated, bundle, used.training(), used.validation()), rows.report());
    } finally {
      members.forEach(FittedMember::close);
    }
  }

  /**
   * Whether the networks are fitted again, to the held-back rows too, once these have calibrated
   * the errors. Only networks that take a number of steps that is known beforehand can be: others
   * need held-back rows to tell when to stop.
   */
  private static boolean refits(
      TrainingSettings training, PreparedRows rows, Optional<LabelledChoice> epochs) {
    return training.network().preset() == NetworkSettings.Preset.AUTO
        && training.patience() == 0
        && epochs.isEmpty()
        && rows.training().rows().rows() <= FEW_ROWS;
  }

  /** The request with a window whose length is known. */
  private static FitRequest windowed(FitRequest request) throws IOException {
    PipelineConfig pipeline = request.pipeline();
    if (!pipeline.window().auto()) {
      return request;
    }
    int length = WindowChoice.length(request.inputs(), pipeline.schema());
    return request.withPipeline(pipeline.withWindow(pipeline.window().withLength(length)));
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
