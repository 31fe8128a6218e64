package io.residual.model.explain;

/**
 * Weighted least squares by the normal equations, solved by Cholesky's decomposition: few unknowns,
 * well conditioned, any number of observations. Not thread safe.
 */
final class WeightedRegression {

  /** A pivot below this part of its diagonal element is a direction that nobody looked into. */
  private static final double SINGULAR = 1e-12;

  private final int size;
  private final double[][] products;
  private final double[] targets;

  /** A problem with the given number of unknowns. */
  WeightedRegression(int size) {
    this.size = size;
    products = new double[size][size];
    targets = new double[size];
  }

  /** Adds the observation {@code target = inputs . unknowns}. */
  void add(double[] inputs, double target, double weight) {
    for (int i = 0; i < size; i++) {
      double scaled = weight * inputs[i];
      if (scaled != 0) {
        targets[i] += scaled * target;
        double[] row = products[i];
        for (int j = 0; j <= i; j++) {
          row[j] += scaled * inputs[j];
        }
      }
    }
  }

  /**
   * The unknowns with the least weighted sum of squares.
   *
   * @param ridges what the square of each unknown costs besides; each at least 0
   */
  double[] solve(double[] ridges) {
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = products[i][j] + (i == j ? ridges[i] : 0);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j) {
          // Infinite: the unknown becomes 0, as that of least norm would be.
          boolean known = sum > SINGULAR * (products[i][i] + ridges[i]);
          lower[i][i] = known ? Math.sqrt(sum) : Double.POSITIVE_INFINITY;
        } else {
          lower[i][j] = sum / lower[j][j];
        }
      }
    }
    double[] solution = targets.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        solution[i] -= lower[i][k] * solution[k];
      }
      solution[i] /= lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        solution[i] -= lower[k][i] * solution[k];
      }
      solution[i] /= lower[i][i];
    }
    return solution;
  }
}
