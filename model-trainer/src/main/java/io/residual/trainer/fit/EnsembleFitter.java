package io.residual.trainer.fit;

import io.residual.model.config.AugmentSettings;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.NetworkSettings;
import io.residual.model.config.TrainingSettings;
import io.residual.model.network.NetworkSpec;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.batch.TrainingSet;
import io.residual.trainer.batch.VariedRows;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fits the networks of an ensemble, often only one, one after the other. */
final class EnsembleFitter {

  private final TrainingSettings settings;
  private final FieldColumns columns;
  private final MemberFits fits;
  private final FitListener listener;
  private final DefaultEnsemble unordered;
  private final SeriesEnsemble ordered;

  EnsembleFitter(
      TrainingSettings settings, FieldColumns columns, MemberFits fits, FitListener listener) {
    this.settings = settings;
    this.columns = columns;
    this.fits = fits;
    this.listener = listener;
    unordered = new DefaultEnsemble(settings, columns, fits, listener);
    ordered = new SeriesEnsemble(settings, columns, fits, listener);
  }

  /**
   * Fits all members. The caller closes them.
   *
   * @throws InvalidConfigException if the network does not fit the rows
   * @throws IllegalArgumentException if the settings leave fields that no member looks at
   * @throws DivergedTrainingException if a loss is no finite number
   * @throws IOException if a checkpoint cannot be read or written
   */
  List<FittedMember> fit(TrainingSet training, NetworkRows validation)
      throws InvalidConfigException, IOException {
    if (series(settings, columns)) {
      return ordered.fit(training, validation);
    }
    if (settings.network().preset() == NetworkSettings.Preset.AUTO) {
      return unordered.fit(training, validation);
    }
    List<MemberPlan> plans =
        MemberPlan.of(settings.imbalance().ensemble(), columns.fieldCount(), settings.seed());
    fits.requireCount(plans.size());
    List<FittedMember> members = new ArrayList<>();
    boolean done = false;
    try {
      for (MemberPlan plan : plans) {
        members.add(fit(plan, members.size() + 1, plans.size(), training, validation));
      }
      done = true;
      return members;
    } finally {
      if (!done) {
        members.forEach(FittedMember::close);
      }
    }
  }

  /** Whether the networks are those for windows, whose records' residuals are averaged. */
  static boolean series(TrainingSettings settings, FieldColumns columns) {
    return settings.network().preset() == NetworkSettings.Preset.AUTO && columns.recordCount() > 1;
  }

  private FittedMember fit(
      MemberPlan plan, int number, int count, TrainingSet training, NetworkRows validation)
      throws InvalidConfigException, IOException {
    FieldSubset subset = new FieldSubset(columns.columns(plan.fields()), columns.width());
    NetworkRows rows = subset.narrow(training.rows());
    NetworkSpec shape =
        NetworkResizing.of(
            NetworkChoice.of(
                settings.network(), training.rows(), rows, columns.select(plan.fields())),
            plan.size());
    listener.networkBegins(number, count, rows.features(), shape);
    FitSettings fit = FitSettings.of(settings, shape, settings.epochs(), plan.seed());
    TrainingBatches batches =
        VariedRows.of(
            training.with(rows), columns.select(plan.fields()), augmentation(), plan.seed());
    NetworkRows heldBack = subset.narrow(validation);
    FittedNetwork fitted =
        fits.fitter(number - 1, fit, rows, heldBack, subset.all()).fit(batches, heldBack);
    return subset.all() ? new FittedMember(fitted, shape, subset) : widened(fitted, shape, subset);
  }

  /** A multimodal network is denoising, unless the user asks for another corruption. */
  private AugmentSettings augmentation() {
    AugmentSettings asked = settings.imbalance().augment();
    return settings.network().preset() == NetworkSettings.Preset.MULTIMODAL
        ? MultimodalSizing.corruption(asked)
        : asked;
  }

  /** A member that looks at some columns, made as wide as all rows. Closes the narrow network. */
  static FittedMember widened(FittedNetwork fitted, NetworkSpec narrow, FieldSubset subset) {
    try (fitted) {
      NetworkSpec wide = subset.widen(narrow);
      FittedNetwork replaced =
          new FittedNetwork(
              subset.widen(fitted.network(), narrow, wide),
              fitted.trainingLoss(),
              fitted.validationLoss(),
              fitted.bestEpoch(),
              fitted.seconds());
      return new FittedMember(replaced, wide, subset);
    }
  }
}
