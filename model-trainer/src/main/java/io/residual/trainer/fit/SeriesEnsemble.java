package io.residual.trainer.fit;

import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.TrainingSettings;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.batch.TrainingSet;
import io.residual.trainer.batch.VariedRows;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks of the preset {@code auto} for windows of records: bottleneck autoencoders over the
 * last records of the window, all of them, a quarter of them, and, where records have few features,
 * the newest alone.
 *
 * <p>A long window knows the shape of a day or a cycle; a short one sees a sudden change before it
 * is averaged away; a single number is strange for being where none was before, which windows take
 * for a level. Their residuals are averaged over the window before they count, see {@code
 * WindowFold}.
 *
 * <p>The code is about the square root of the window's features, at least as wide as a record: a
 * record's fields are seldom functions of each other, while what follows what in a window is. Seen
 * in a prototype, one run each, on the sets that the choice was made on. SKAB, mean AUROC: 0.872
 * with both lengths, 0.85 to 0.87 with a code of half a record and one length, and as much with
 * wide denoising networks. NAB, standard profile, each with the best threshold of a grid: 78 with
 * three lengths, 76 with the longest and the shortest, 71 with the single record, 58 with the
 * longest alone. These networks reach less: SKAB 0.850 and NAB 68 with a fifth of the rows held
 * back to the end, 0.861 and 69 when fitted again to all rows. A fourth network on windows of many
 * fields, wide and denoising, gained nothing (five SKAB files: 0.937 without it, 0.935 with it).
 */
final class SeriesEnsemble {

  /** Records of more features than this say enough about each other in a short window. */
  private static final int FEW_FEATURES = 3;

  private static final int LEAST_HIDDEN = 16;
  private static final int MOST_HIDDEN = 96;
  private static final int MOST_CODE = 32;

  /** Gradient steps unless epochs are given; for many rows, one epoch at least. */
  private static final int STEPS = 2000;

  private final TrainingSettings settings;
  private final FieldColumns columns;
  private final MemberFits fits;
  private final FitListener listener;

  SeriesEnsemble(
      TrainingSettings settings, FieldColumns columns, MemberFits fits, FitListener listener) {
    this.settings = settings;
    this.columns = columns;
    this.fits = fits;
    this.listener = listener;
  }

  /** How many of the last records each network looks at, ascending. */
  static int[] lengths(int records, int features) {
    int single = features <= FEW_FEATURES ? 1 : records;
    int few = Math.max(2, Math.round(records / 4f));
    return IntStream.of(single, few, records).distinct().sorted().toArray();
  }

  /** The network over some records. */
  static DenseNetwork shape(int records, int features) {
    int inputs = records * features;
    int hidden = Math.max(LEAST_HIDDEN, Math.min(MOST_HIDDEN, Math.round(0.6f * inputs)));
    int code =
        records == 1
            ? Math.max(2, features / 3)
            : Math.min(
                Math.max(2, inputs / 2),
                Math.min(MOST_CODE, Math.max(features, (int) Math.round(Math.sqrt(inputs)))));
    return new DenseNetwork(
        List.of(new LayerSpec(hidden, Activation.TANH), new LayerSpec(code, Activation.TANH)),
        List.of(
            new LayerSpec(hidden, Activation.TANH), new LayerSpec(inputs, Activation.IDENTITY)));
  }

  /**
   * Fits all members. The caller closes them.
   *
   * @throws InvalidConfigException if the model to train further has other networks
   * @throws DivergedTrainingException if a loss is no finite number
   * @throws IOException if a checkpoint cannot be read or written
   */
  List<FittedMember> fit(TrainingSet training, NetworkRows validation)
      throws InvalidConfigException, IOException {
    int features = columns.width() / columns.recordCount();
    int[] lengths = lengths(columns.recordCount(), features);
    fits.requireCount(lengths.length);
    List<FittedMember> members = new ArrayList<>();
    boolean done = false;
    try {
      for (int length : lengths) {
        DenseNetwork shape = shape(length, features);
        listener.networkBegins(members.size() + 1, lengths.length, length * features, shape);
        members.add(fit(length, shape, members.size(), training, validation));
      }
      done = true;
      return members;
    } finally {
      if (!done) {
        members.forEach(FittedMember::close);
      }
    }
  }

  private FittedMember fit(
      int length, DenseNetwork shape, int member, TrainingSet training, NetworkRows validation)
      throws InvalidConfigException, IOException {
    FieldColumns narrow = columns.last(length);
    int[] kept = new int[narrow.width()];
    Arrays.setAll(kept, i -> columns.width() - kept.length + i);
    FieldSubset subset = new FieldSubset(kept, columns.width());
    NetworkRows rows = subset.narrow(training.rows());
    long seed = MemberPlan.seed(settings.seed(), member);
    int epochs = settings.epochs() > 0 ? settings.epochs() : epochs(rows.rows());
    FitSettings fit = FitSettings.of(settings, shape, epochs, seed);
    NetworkRows heldBack = subset.narrow(validation);
    FittedNetwork fitted =
        fits.fitter(member, fit, rows, heldBack, subset.all())
            .fit(
                VariedRows.of(training.with(rows), narrow, settings.imbalance().augment(), seed),
                heldBack);
    return subset.all()
        ? new FittedMember(fitted, shape, subset)
        : EnsembleFitter.widened(fitted, shape, subset);
  }

  private int epochs(int rows) {
    int steps = Math.max(1, (int) Math.ceil((double) rows / settings.batchSize()));
    return Math.max(1, Math.round((float) STEPS / steps));
  }
}
