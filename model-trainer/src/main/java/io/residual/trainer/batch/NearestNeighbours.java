package io.residual.trainer.batch;

import io.residual.trainer.data.EncodedRows;
import java.util.Arrays;

/**
 * For some rows, their nearest others by Euclidean distance: exact, among a sample whose size keeps
 * the search within seconds. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent")
record NearestNeighbours(int[] anchors, int[][] neighbours) {

  /** As in SMOTE. */
  static final int COUNT = 5;

  private static final int MAX_SAMPLE = 4096;

  /** Differences that are squared and added: one or two seconds. */
  private static final double BUDGET = 2e9;

  /**
   * The neighbours of a sample of the rows; of all, if they are few enough.
   *
   * @param rows at least 2
   * @return {@code anchors [sample]} and {@code neighbours [sample][COUNT or fewer]}, indices of
   *     rows, the nearest first
   */
  static NearestNeighbours of(EncodedRows rows, long seed) {
    int most = (int) Math.min(MAX_SAMPLE, Math.sqrt(2 * BUDGET / rows.features()));
    int[] anchors = RowSample.choose(rows.rows(), Math.max(2, most), seed);
    int count = Math.min(COUNT, anchors.length - 1);
    double[][] distances = new double[anchors.length][count];
    int[][] neighbours = new int[anchors.length][count];
    for (double[] row : distances) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    for (int a = 0; a < anchors.length; a++) {
      for (int b = 0; b < a; b++) {
        double distance = squaredDistance(rows, anchors[a], anchors[b]);
        insert(distance, anchors[b], distances[a], neighbours[a]);
        insert(distance, anchors[a], distances[b], neighbours[b]);
      }
    }
    return new NearestNeighbours(anchors, neighbours);
  }

  private static double squaredDistance(EncodedRows rows, int a, int b) {
    float[] values = rows.values();
    int features = rows.features();
    int first = a * features;
    int second = b * features;
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double difference = values[first + j] - values[second + j];
      sum += difference * difference;
    }
    return sum;
  }

  private static void insert(double distance, int row, double[] distances, int[] neighbours) {
    int at = distances.length - 1;
    if (!(distance < distances[at])) {
      return;
    }
    for (; at > 0 && distance < distances[at - 1]; at--) {
      distances[at] = distances[at - 1];
      neighbours[at] = neighbours[at - 1];
    }
    distances[at] = distance;
    neighbours[at] = row;
  }
}
