package io.residual.trainer.batch;

import io.residual.trainer.data.JoinedRows;
import io.residual.trainer.data.NetworkRows;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows to learn from, and how much each counts. Immutable if the rows are.
 *
 * @param rows at least one
 * @param weights {@code [rows]}: how often a row is shown in an epoch on average, at least 0; empty
 *     if every row is shown once
 */
@SuppressWarnings("ArrayRecordComponent") // as long as the rows
public record TrainingSet(NetworkRows rows, double[] weights) {

  private static final double[] ALIKE = {};

  /** Checks the length. */
  public TrainingSet {
    if (weights.length != 0 && weights.length != rows.rows()) {
      throw new IllegalArgumentException(weights.length + " weights for " + rows.rows() + " rows");
    }
  }

  /** Rows that all count alike. */
  public static TrainingSet of(NetworkRows rows) {
    return new TrainingSet(rows, ALIKE);
  }

  /** Whether all rows count alike. */
  public boolean alike() {
    return weights.length == 0;
  }

  /** The same weights on other columns of the rows. */
  public TrainingSet with(NetworkRows others) {
    return new TrainingSet(others, weights);
  }

  /** The same rows with their weights times factors, {@code [rows]}. */
  public TrainingSet times(double[] factors) {
    double[] products = factors.clone();
    for (int i = 0; i < weights.length; i++) {
      products[i] *= weights[i];
    }
    return new TrainingSet(rows, products);
  }

  /** These rows and, behind them, others that are shown once each. */
  public TrainingSet and(NetworkRows others) {
    NetworkRows joined = new JoinedRows(rows, others);
    if (alike()) {
      return of(joined);
    }
    double[] longer = Arrays.copyOf(weights, joined.rows());
    Arrays.fill(longer, weights.length, longer.length, 1);
    return new TrainingSet(joined, longer);
  }

  /** How many rows an epoch has on average. */
  public double effectiveRows() {
    return alike() ? rows.rows() : Arrays.stream(weights).sum();
  }

  /** Rows drawn once by their weights; the rows themselves if all count alike. */
  public NetworkRows drawn(long seed) {
    return alike() ? rows : new ChosenRows(rows, draw(new SplittableRandom(seed)));
  }

  /**
   * Indices of rows, ascending, each as often as its weight says: the whole part for certain, the
   * rest by chance. At least one.
   */
  int[] draw(SplittableRandom random) {
    int[] chosen = new int[rows.rows()];
    int count = 0;
    for (int row = 0; row < rows.rows(); row++) {
      int times = (int) weights[row];
      times += random.nextDouble() < weights[row] - times ? 1 : 0;
      for (; times > 0; times--) {
        if (count == chosen.length) {
          chosen = Arrays.copyOf(chosen, 2 * count);
        }
        chosen[count++] = row;
      }
    }
    return count == 0 ? new int[] {random.nextInt(rows.rows())} : Arrays.copyOf(chosen, count);
  }
}
