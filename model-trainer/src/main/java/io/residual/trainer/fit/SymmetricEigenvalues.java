package io.residual.trainer.fit;

import java.util.Arrays;

/**
 * Eigenvalues of symmetric matrices by Jacobi's method with cyclic sweeps (Golub and Van Loan,
 * Matrix Computations, section 8.5): slower than the QR algorithm, but it cannot fail to converge,
 * not even on the rank-deficient matrices that constant and repeated fields make.
 */
final class SymmetricEigenvalues {

  /** Convergence is quadratic: ten sweeps are enough for any size that we meet. */
  private static final int MAX_SWEEPS = 30;

  /** Off-diagonal entries below this part of the diagonal do not move an eigenvalue visibly. */
  private static final double TOLERANCE = 1e-9;

  private SymmetricEigenvalues() {}

  /**
   * The eigenvalues, largest first; those that rounding made negative are 0.
   *
   * @param matrix symmetric, positive semidefinite, {@code [n][n]}; overwritten
   */
  static double[] descending(double[][] matrix) {
    int n = matrix.length;
    for (int sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(matrix); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(matrix, p, q);
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = -Math.max(0, matrix[i][i]);
    }
    Arrays.sort(values);
    for (int i = 0; i < n; i++) {
      values[i] = -values[i];
    }
    return values;
  }

  private static boolean isDiagonal(double[][] a) {
    double diagonal = 0;
    double off = 0;
    for (int i = 0; i < a.length; i++) {
      diagonal = Math.max(diagonal, Math.abs(a[i][i]));
      for (int j = 0; j < i; j++) {
        off = Math.max(off, Math.abs(a[i][j]));
      }
    }
    return off <= TOLERANCE * diagonal;
  }

  /** Turns the plane of p and q so that {@code a[p][q]} becomes 0. */
  private static void rotate(double[][] a, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    // The smaller of the two angles; a huge tau gives an angle of 0.
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
    double c = 1 / Math.hypot(1, t);
    double s = t * c;
    double[] rowP = a[p];
    double[] rowQ = a[q];
    for (int k = 0; k < a.length; k++) {
      double up = rowP[k];
      double uq = rowQ[k];
      rowP[k] = c * up - s * uq;
      rowQ[k] = s * up + c * uq;
    }
    for (double[] row : a) {
      double up = row[p];
      double uq = row[q];
      row[p] = c * up - s * uq;
      row[q] = s * up + c * uq;
    }
    a[p][q] = 0;
    a[q][p] = 0;
  }
}
