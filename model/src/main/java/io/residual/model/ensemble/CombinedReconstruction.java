package io.residual.model.ensemble;

import io.residual.model.error.ErrorMeasure;
import java.util.Arrays;

/**
 * Folds the reconstructions of an ensemble's members into one, such that its error under {@link
 * Ensemble#combinedError()} is the combination of the members' calibrated errors, and the part of
 * each feature is the part that it has in them. Thresholds and explanations then need not know of
 * members.
 *
 * <p>With weight w of a feature in the combined measure and its part p in the combined error, the
 * folded reconstruction is {@code x - s * sqrt(p / w)}, where s is the sign of the members' mean
 * weighted residual: their root mean square residual, in its usual direction. For the median of an
 * even number, the two in the middle are averaged.
 *
 * <p>Where residuals of a window's records are averaged first, {@link WindowFold} does it.
 *
 * <p>A member that gives no finite error makes the combined one not finite either. Not thread safe.
 */
public final class CombinedReconstruction {

  private final Combination combination;
  private final float[][] weights;
  private final float[] combinedWeights;
  private final ErrorMeasure[] measures;
  private final double[] scales;
  private final double[] errors;
  private final int width;
  private final WindowFold windows;

  /** A fold of the given members. */
  public CombinedReconstruction(Ensemble ensemble) {
    int count = ensemble.members().size();
    combination = ensemble.combination();
    width = ensemble.width();
    windows = ensemble.averagedRecords() == null ? null : new WindowFold(ensemble);
    combinedWeights = ensemble.combinedError().weights();
    weights = new float[count][];
    measures = new ErrorMeasure[count];
    scales = new double[count];
    errors = new double[count];
    for (int m = 0; m < count; m++) {
      Member member = ensemble.members().get(m);
      measures[m] = member.error();
      weights[m] = member.error().weights();
      scales[m] = member.scale();
    }
  }

  /**
   * Folds the reconstructions of one row.
   *
   * @param rows the row's features from index {@code at} on
   * @param members reconstructions {@code [members][features]} from index {@code from} on
   * @param combined receives {@code [features]} from index {@code at} on
   */
  public void fold(float[] rows, int at, float[] members, int from, float[] combined) {
    if (windows != null) {
      windows.fold(rows, at, members, from, combined);
      return;
    }
    if (combination == Combination.MEAN) {
      average(rows, at, members, from, combined, 0, errors.length - 1, null);
      return;
    }
    Integer[] order = new Integer[errors.length];
    for (int m = 0; m < errors.length; m++) {
      errors[m] = error(m, rows, at, members, from + m * width) / scales[m];
      order[m] = m;
    }
    // Double.compare puts NaN last: it is the largest, and never lost below a finite error.
    Arrays.sort(order, (a, b) -> Double.compare(errors[a], errors[b]));
    int last = errors.length - 1;
    boolean broken = !Double.isFinite(errors[order[last]]);
    if (combination == Combination.MAXIMUM || broken) {
      average(rows, at, members, from, combined, last, last, order);
    } else {
      average(rows, at, members, from, combined, last / 2, (last + 1) / 2, order);
    }
  }

  private double error(int member, float[] rows, int at, float[] members, int from) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      double residual = (double) rows[at + j] - members[from + j];
      sum += weights[member][j] * residual * residual;
    }
    return sum;
  }

  /** Averages the members of the given ranks; without an order, rank and member are the same. */
  private void average(
      float[] rows,
      int at,
      float[] members,
      int from,
      float[] combined,
      int first,
      int last,
      Integer[] order) {
    int count = last - first + 1;
    for (int j = 0; j < width; j++) {
      double part = 0;
      double lean = 0;
      double plain = 0;
      for (int rank = first; rank <= last; rank++) {
        int m = order == null ? rank : order[rank];
        double residual = (double) rows[at + j] - members[from + m * width + j];
        double weighted = weights[m][j] / (scales[m] * count) * residual;
        part += weighted * residual;
        lean += weighted;
        plain += residual / count;
      }
      double residual =
          combinedWeights[j] > 0
              ? Math.copySign(Math.sqrt(part / combinedWeights[j]), lean)
              : plain;
      combined[at + j] = (float) (rows[at + j] - residual);
    }
  }
}
