package io.residual.trainer.fit;

import io.residual.model.config.ContaminationSettings;
import io.residual.model.error.ErrorMeasure;
import io.residual.trainer.batch.ChosenRows;
import io.residual.trainer.batch.FieldColumns;
import io.residual.trainer.batch.TrainingSet;
import io.residual.trainer.data.NetworkRows;
import io.residual.trainer.data.RandomOrder;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Finds rows that look like anomalies among those that a model is to learn from. A network that
 * learns from anomalies learns to reconstruct them, and held-back anomalies raise the threshold
 * above those that come later.
 *
 * <p>A row is judged by a network that has not seen it: half of the rows judge the other half. With
 * several rounds, the networks of the next round learn only from rows that this one took for
 * normal, as in robust principal component analysis and autoencoders that fit and set outliers
 * apart in turn (Zhou and Paffenroth, KDD 2017), and in iterative trimming (Shen and Sanghavi, ICML
 * 2019).
 *
 * <p>The networks are small ones with a narrow code, whatever the model is: rows that follow no
 * rule are what they cannot give back.
 */
final class RowScreen {

  private static final int EPOCHS = 100;
  private static final int PATIENCE = 10;
  private static final int BATCH = 64;
  private static final double LEARNING_RATE = 0.005;

  private final ContaminationSettings settings;
  private final ErrorMeasure measure;
  private final long seed;

  RowScreen(ContaminationSettings settings, FieldColumns columns, long seed) {
    this.settings = settings;
    this.measure = new ErrorMeasure(ErrorMeasure.Kind.FIELD_MEAN, columns.fieldMeans());
    this.seed = seed;
  }

  /**
   * Leaves out rows that look contaminated, or has them count less.
   *
   * @param training at least 4 rows
   * @param heldBack at least one row
   * @throws DivergedTrainingException if a loss is no finite number
   */
  PreparedRows screen(NetworkRows training, NetworkRows heldBack) throws IOException {
    int rows = training.rows();
    int[] order = shuffled(rows);
    boolean[] normal = new boolean[rows];
    Arrays.fill(normal, true);
    double[] errors = new double[rows];
    double[] heldBackErrors = new double[heldBack.rows()];
    double limit = Double.POSITIVE_INFINITY;
    for (int round = 0; round < settings.rounds(); round++) {
      Arrays.fill(heldBackErrors, 0);
      for (int half = 0; half < 2; half++) {
        int[] mine = half(order, half);
        int[] others = half(order, 1 - half);
        int[] learnt = Arrays.stream(mine).filter(row -> normal[row]).toArray();
        judge(training, learnt, others, errors, heldBack, heldBackErrors);
      }
      limit = limit(errors);
      for (int row = 0; row < rows; row++) {
        normal[row] = errors[row] <= limit;
      }
    }
    return settings.method() == ContaminationSettings.Method.TRIM
        ? trimmed(training, errors, heldBack, heldBackErrors, limit)
        : weighted(training, errors, heldBack, heldBackErrors, limit);
  }

  private int[] shuffled(int count) {
    int[] order = IntStream.range(0, count).toArray();
    RandomOrder.shuffle(order, new SplittableRandom(seed));
    return order;
  }

  private static int[] half(int[] order, int half) {
    int middle = order.length / 2;
    return half == 0
        ? Arrays.copyOf(order, middle)
        : Arrays.copyOfRange(order, middle, order.length);
  }

  /** Sets the errors of rows that were not learnt from, in units of their median. */
  private void judge(
      NetworkRows training,
      int[] learnt,
      int[] judged,
      double[] errors,
      NetworkRows heldBack,
      double[] heldBackErrors)
      throws IOException {
    ChosenRows rows = new ChosenRows(training, learnt);
    ChosenRows others = new ChosenRows(training, judged);
    FitSettings fit =
        new FitSettings(NetworkSizing.of(rows), EPOCHS, BATCH, LEARNING_RATE, 0, seed, PATIENCE);
    try (FittedNetwork fitted = new AutoencoderFitter(fit, progress -> {}).fit(rows, others)) {
      double[] found = EnsembleErrors.of(measure, new Reconstructions(fitted.network(), others));
      double[] sorted = found.clone();
      Arrays.sort(sorted);
      double median = Math.max(Double.MIN_NORMAL, sorted[sorted.length / 2]);
      for (int i = 0; i < judged.length; i++) {
        errors[judged[i]] = found[i] / median;
      }
      double[] more = EnsembleErrors.of(measure, new Reconstructions(fitted.network(), heldBack));
      for (int i = 0; i < more.length; i++) {
        heldBackErrors[i] += more[i] / median / 2;
      }
    }
  }

  /** The error that the given fraction of rows exceeds. */
  private double limit(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    int above = (int) Math.round(settings.fraction() * sorted.length);
    return sorted[Math.max(0, sorted.length - above - 1)];
  }

  private static PreparedRows trimmed(
      NetworkRows training,
      double[] errors,
      NetworkRows heldBack,
      double[] heldBackErrors,
      double limit) {
    return new PreparedRows(
        TrainingSet.of(within(training, errors, limit)), within(heldBack, heldBackErrors, limit));
  }

  private static NetworkRows within(NetworkRows rows, double[] errors, double limit) {
    int[] kept = IntStream.range(0, errors.length).filter(i -> errors[i] <= limit).toArray();
    // Nothing left: then this limit tells nothing about these rows.
    return kept.length == 0 ? rows : new ChosenRows(rows, kept);
  }

  /** Beyond the limit, a row's error times its weight stays what it is at the limit. */
  private PreparedRows weighted(
      NetworkRows training,
      double[] errors,
      NetworkRows heldBack,
      double[] heldBackErrors,
      double limit) {
    TrainingSet set = new TrainingSet(training, weights(errors, limit));
    TrainingSet calibration = new TrainingSet(heldBack, weights(heldBackErrors, limit));
    return new PreparedRows(set, calibration.drawn(seed));
  }

  private static double[] weights(double[] errors, double limit) {
    return Arrays.stream(errors).map(error -> error <= limit ? 1 : limit / error).toArray();
  }
}
