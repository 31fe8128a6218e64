package io.residual.model.ensemble;

import java.util.Arrays;

/**
 * The fold of {@link CombinedReconstruction} for windows whose records' residuals are averaged.
 *
 * <p>A fault that lasts pushes the residuals of a field to one side, noise pushes them to both.
 * Their mean over the records of a window keeps the fault and loses the noise, as in the charts of
 * exponentially weighted means (Lowry et al., Technometrics 34, 1992). So a member's error is
 *
 * <pre>mean over the features j of a record of log(1 + F * W[j] * m[j]^2)</pre>
 *
 * <p>where F is the number of features of a record, m[j] the mean of the feature's residuals,
 * weighted like their squares in the member's measure, and W[j] the sum of these weights: near 0 it
 * is the measure itself, of the mean residuals. Records of weight 0 are out, so that members may
 * look at the last few records only. The logarithm is that of a Cauchy density: far out, the error
 * grows slowly. A field that drifts, as a temperature does, then cannot hide what happens in the
 * others, as the square would let it (robust statistics: Black and Rangarajan, IJCV 19, 1996).
 *
 * <p>The folded reconstruction differs from the row in the newest record alone, which has all the
 * weight in {@link Ensemble#combinedError()}; there, the reconstruction is what the record would
 * have been had only its part of the error been missing. Not thread safe.
 */
final class WindowFold {

  private final Combination combination;
  private final float[][] weights;
  private final double[][] sums;
  private final double[] scales;
  private final float[] combinedWeights;
  private final int features;
  private final int width;

  /** Parts of the members' calibrated errors, and mean residuals: {@code [members][features]}. */
  private final double[][] parts;

  private final double[][] leans;
  private final double[] errors;

  WindowFold(Ensemble ensemble) {
    int count = ensemble.members().size();
    combination = ensemble.combination();
    width = ensemble.width();
    features = width / ensemble.averagedRecords();
    combinedWeights = ensemble.combinedError().weights();
    weights = new float[count][];
    sums = new double[count][features];
    scales = new double[count];
    for (int m = 0; m < count; m++) {
      weights[m] = ensemble.members().get(m).error().weights();
      scales[m] = ensemble.members().get(m).scale();
      for (int i = 0; i < width; i++) {
        sums[m][i % features] += weights[m][i];
      }
    }
    parts = new double[count][features];
    leans = new double[count][features];
    errors = new double[count];
  }

  /** See {@link CombinedReconstruction#fold}. */
  void fold(float[] rows, int at, float[] members, int from, float[] combined) {
    int count = errors.length;
    for (int m = 0; m < count; m++) {
      judge(m, rows, at, members, from + m * width);
    }
    int first = 0;
    int last = count - 1;
    Integer[] order = new Integer[count];
    Arrays.setAll(order, m -> m);
    if (combination != Combination.MEAN) {
      // Double.compare puts NaN last: it is the largest, and never lost below a finite error.
      Arrays.sort(order, (a, b) -> Double.compare(errors[a], errors[b]));
      boolean largest = combination == Combination.MAXIMUM || !Double.isFinite(errors[order[last]]);
      first = largest ? last : last / 2;
      last = largest ? last : count / 2;
    }
    System.arraycopy(rows, at, combined, at, width);
    int newest = width - features;
    for (int j = 0; j < features; j++) {
      double part = 0;
      double lean = 0;
      for (int rank = first; rank <= last; rank++) {
        part += parts[order[rank]][j] / (last - first + 1);
        lean += leans[order[rank]][j];
      }
      float weight = combinedWeights[newest + j];
      if (weight > 0) {
        double residual = Math.copySign(Math.sqrt(part / weight), lean);
        combined[at + newest + j] = (float) (rows[at + newest + j] - residual);
      }
    }
  }

  private void judge(int member, float[] rows, int at, float[] members, int from) {
    float[] weight = weights[member];
    double[] part = parts[member];
    double[] lean = leans[member];
    Arrays.fill(lean, 0);
    for (int i = 0; i < width; i++) {
      if (weight[i] > 0) {
        lean[i % features] += weight[i] * ((double) rows[at + i] - members[from + i]);
      }
    }
    double error = 0;
    for (int j = 0; j < features; j++) {
      double sum = sums[member][j];
      lean[j] = sum > 0 ? lean[j] / sum : 0;
      part[j] = Math.log1p(features * sum * lean[j] * lean[j]) / (features * scales[member]);
      error += part[j];
    }
    errors[member] = error;
  }
}
