package io.residual.benchmark.quality;

import java.util.Arrays;

/**
 * The distance to the fifth nearest training row (Ramaswamy, Rastogi and Shim, SIGMOD 2000), found
 * by comparison with every one: exact, and in many columns no slower than a tree.
 */
final class NearestNeighbour implements Detector {

  private static final int NEIGHBOURS = 5;

  /** Columns between two looks at whether a row is already too far away. */
  private static final int STRIDE = 8;

  @Override
  public String name() {
    return "KNN";
  }

  @Override
  public boolean random() {
    return false;
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Scored score(Split split, long seed) {
    Stopwatch stopwatch = new Stopwatch();
    NumericMatrix rows = Shingles.ofSingleColumn(split);
    stopwatch.trained();
    double[] history = split.stream() ? distances(rows.training(), rows.training()) : new double[0];
    return Scored.of(history, distances(rows.test(), rows.training()), stopwatch);
  }

  private static double[] distances(double[][] rows, double[][] training) {
    return Arrays.stream(rows).mapToDouble(row -> distance(row, training)).toArray();
  }

  /** A training row is no neighbour of itself. */
  private static double distance(double[] row, double[][] training) {
    double[] nearest = new double[Math.min(NEIGHBOURS, training.length)];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int last = nearest.length - 1;
    for (double[] other : training) {
      if (other == row) {
        continue;
      }
      double distance = squaredDistance(row, other, nearest[last]);
      if (distance < nearest[last]) {
        int at = last;
        while (at > 0 && nearest[at - 1] > distance) {
          nearest[at] = nearest[at - 1];
          at--;
        }
        nearest[at] = distance;
      }
    }
    return Math.sqrt(nearest[last]);
  }

  private static double squaredDistance(double[] a, double[] b, double limit) {
    double sum = 0;
    for (int from = 0; from < a.length && sum < limit; from += STRIDE) {
      int to = Math.min(a.length, from + STRIDE);
      for (int i = from; i < to; i++) {
        double difference = a[i] - b[i];
        sum += difference * difference;
      }
    }
    return sum;
  }
}
