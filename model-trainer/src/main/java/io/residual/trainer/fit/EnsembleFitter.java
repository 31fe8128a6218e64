package io.residual.trainer.fit;

import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.NetworkSettings;
import io.residual.model.config.TrainingSettings;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.NetworkSpec;
import io.residual.model.network.VariationalNetwork;
import io.residual.model.score.dl4j.DenseNetworks;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.batch.TrainingBatches;
import io.residual.trainer.batch.TrainingSet;
import io.residual.trainer.batch.VariedRows;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.NoOp;

/** Fits the networks of an ensemble, often only one, one after the other. */
final class EnsembleFitter {

  private final TrainingSettings settings;
  private final FieldColumns columns;
  private final MemberFits fits;
  private final FitListener listener;

  EnsembleFitter(
      TrainingSettings settings, FieldColumns columns, MemberFits fits, FitListener listener) {
    this.settings = settings;
    this.columns = columns;
    this.fits = fits;
    this.listener = listener;
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
      return new SeriesEnsemble(settings, columns, fits, listener).fit(training, validation);
    }
    if (settings.network().preset() == NetworkSettings.Preset.AUTO) {
      return new DefaultEnsemble(settings, columns, fits, listener).fit(training, validation);
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
        resized(NetworkChoice.of(settings.network(), training.rows(), rows), plan.size());
    listener.networkBegins(number, count, rows.features(), shape);
    FitSettings fit = FitSettings.of(settings, shape, settings.epochs(), plan.seed());
    TrainingBatches batches =
        VariedRows.of(
            training.with(rows),
            columns.select(plan.fields()),
            settings.imbalance().augment(),
            plan.seed());
    NetworkRows heldBack = subset.narrow(validation);
    FittedNetwork fitted =
        fits.fitter(number - 1, fit, rows, heldBack, subset.all()).fit(batches, heldBack);
    return subset.all() ? new FittedMember(fitted, shape, subset) : widened(fitted, shape, subset);
  }

  /** The network with the units of all layers but the last times a factor. */
  private static NetworkSpec resized(NetworkSpec network, double factor) {
    if (factor == 1) {
      return network;
    }
    return network instanceof VariationalNetwork variational
        ? VariationalNetwork.of(
            resized(variational.hidden(), factor),
            units(variational.dimensions(), factor),
            resized(variational.layers(), factor).decoder(),
            variational.beta())
        : resized(network.dense(), factor);
  }

  private static DenseNetwork resized(DenseNetwork network, double factor) {
    List<LayerSpec> decoder = new ArrayList<>(resized(network.decoder(), factor));
    decoder.set(decoder.size() - 1, network.decoder().get(decoder.size() - 1));
    return new DenseNetwork(resized(network.encoder(), factor), decoder);
  }

  private static List<LayerSpec> resized(List<LayerSpec> layers, double factor) {
    List<LayerSpec> resized = new ArrayList<>();
    for (LayerSpec layer : layers) {
      resized.add(new LayerSpec(units(layer.units(), factor), layer.activation()));
    }
    return resized;
  }

  private static int units(int units, double factor) {
    return (int) Math.max(1, Math.round(factor * units));
  }

  /** A member that looks at some columns, made as wide as all rows. Closes the narrow network. */
  static FittedMember widened(FittedNetwork fitted, NetworkSpec shape, FieldSubset subset) {
    try (fitted) {
      DenseNetwork narrow = shape.dense();
      DenseNetwork wide = subset.widen(narrow);
      float[] weights = new float[Math.toIntExact(fitted.network().params().length())];
      fitted.network().params().data().asNioFloat().get(weights);
      MultiLayerNetwork network =
          DenseNetworks.network(
              DenseNetworks.configuration(wide, subset.width(), new NoOp(), 0),
              subset.widen(narrow, weights));
      FittedNetwork replaced =
          new FittedNetwork(
              network,
              fitted.trainingLoss(),
              fitted.validationLoss(),
              fitted.bestEpoch(),
              fitted.seconds());
      NetworkSpec whole =
          shape instanceof VariationalNetwork variational
              ? new VariationalNetwork(wide, variational.beta())
              : wide;
      return new FittedMember(replaced, whole, subset);
    }
  }
}
