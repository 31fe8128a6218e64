package io.residual.trainer.batch;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A few rows that stand for many: k-means clustering (Lloyd, IEEE Transactions on Information
 * Theory 1982) from starting points that lie apart (k-means++: Arthur and Vassilvitskii, SODA
 * 2007).
 *
 * <p>Equal rows and seeds give equal centroids. Not thread safe.
 */
public final class Centroids {

  /** Passes over the rows; the first few do nearly all the work. */
  private static final int PASSES = 10;

  private final float[] rows;
  private final int count;
  private final int features;
  private final int clusters;
  private final SplittableRandom random;

  /** {@code [features][clusters]}: neighbouring numbers are summed into neighbouring distances. */
  private final float[] columns;

  private final float[] distances;

  private Centroids(float[] rows, int features, int clusters, long seed) {
    this.rows = rows;
    this.features = features;
    this.count = rows.length / features;
    this.clusters = clusters;
    this.random = new SplittableRandom(seed);
    this.columns = new float[features * clusters];
    this.distances = new float[clusters];
  }

  /**
   * Centroids of rows, row-major {@code [limit][features]} or fewer: at most as many as there are
   * different rows.
   *
   * @param rows row-major {@code [rows][features]}, at least one
   * @param limit how many centroids at most, from 1 up
   */
  public static float[] of(float[] rows, int features, int limit, long seed) {
    int clusters = Math.min(limit, rows.length / features);
    return new Centroids(rows, features, clusters, seed).fit();
  }

  private float[] fit() {
    int started = start();
    float[] centroids = rowMajor(started);
    for (int pass = 0; pass < PASSES; pass++) {
      centroids = improve(centroids, started);
      fill(centroids, started);
    }
    return centroids;
  }

  /** Draws starting points with a chance that grows with the distance to those drawn before. */
  private int start() {
    float[] nearest = new float[count];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    int chosen = random.nextInt(count);
    for (int k = 0; k < clusters; k++) {
      take(chosen, k);
      double total = 0;
      for (int i = 0; i < count; i++) {
        nearest[i] = Math.min(nearest[i], distance(i, chosen));
        total += nearest[i];
      }
      if (!(total > 0)) {
        return k + 1;
      }
      chosen = draw(nearest, total);
    }
    return clusters;
  }

  private int draw(float[] weights, double total) {
    double left = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private void take(int row, int cluster) {
    for (int j = 0; j < features; j++) {
      columns[j * clusters + cluster] = rows[row * features + j];
    }
  }

  private float distance(int a, int b) {
    float sum = 0;
    for (int j = 0; j < features; j++) {
      float difference = rows[a * features + j] - rows[b * features + j];
      sum += difference * difference;
    }
    return sum;
  }

  /** The mean of the rows nearest to each centroid; one that no row is nearest to stays. */
  private float[] improve(float[] centroids, int started) {
    double[] sums = new double[started * features];
    int[] sizes = new int[started];
    for (int i = 0; i < count; i++) {
      int cluster = nearest(i, started);
      sizes[cluster]++;
      for (int j = 0; j < features; j++) {
        sums[cluster * features + j] += rows[i * features + j];
      }
    }
    float[] means = centroids.clone();
    for (int k = 0; k < started; k++) {
      for (int j = 0; sizes[k] > 0 && j < features; j++) {
        means[k * features + j] = (float) (sums[k * features + j] / sizes[k]);
      }
    }
    return means;
  }

  private int nearest(int row, int started) {
    Arrays.fill(distances, 0);
    for (int j = 0; j < features; j++) {
      float value = rows[row * features + j];
      int column = j * clusters;
      for (int k = 0; k < started; k++) {
        float difference = value - columns[column + k];
        distances[k] += difference * difference;
      }
    }
    int best = 0;
    for (int k = 1; k < started; k++) {
      if (distances[k] < distances[best]) {
        best = k;
      }
    }
    return best;
  }

  private float[] rowMajor(int started) {
    float[] centroids = new float[started * features];
    for (int k = 0; k < started; k++) {
      for (int j = 0; j < features; j++) {
        centroids[k * features + j] = columns[j * clusters + k];
      }
    }
    return centroids;
  }

  private void fill(float[] centroids, int started) {
    for (int k = 0; k < started; k++) {
      for (int j = 0; j < features; j++) {
        columns[j * clusters + k] = centroids[k * features + j];
      }
    }
  }
}
