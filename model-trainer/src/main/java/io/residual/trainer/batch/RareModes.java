package io.residual.trainer.batch;

import io.residual.model.config.ResampleSettings;
import io.residual.trainer.data.EncodedRows;
import io.residual.trainer.data.NetworkRows;

/**
 * Finds kinds of rows and how rare each is. A network that sees one start of a machine among a
 * thousand hours of steady running learns the running and calls every start an anomaly, unless
 * starts are shown to it more often.
 *
 * <p>Kinds are the clusters of k-means. A row of a kind with the share s of all rows, where k kinds
 * have rows, weighs {@code (1 / (k s))^strength}, at most the limit; weights are then divided by
 * their mean, so that an epoch stays as long. With the strength 1 that is random oversampling to
 * balance (as for classes: Japkowicz and Stephen, Intelligent Data Analysis 6, 2002), with one half
 * the usual compromise of square-root sampling.
 */
public final class RareModes {

  /** Enough to place the centres of a few kinds. */
  private static final int SAMPLE = 10_000;

  private RareModes() {}

  /**
   * Weights of all rows, {@code [rows]}, whose mean is 1.
   *
   * @param settings at least one mode
   */
  public static double[] weights(NetworkRows rows, ResampleSettings settings, long seed) {
    int features = rows.features();
    EncodedRows sample = RowSample.of(rows, SAMPLE, seed);
    float[] centres = Centroids.of(sample.values(), features, settings.modes(), seed);
    int[] kinds = new int[rows.rows()];
    int[] counts = new int[centres.length / features];
    float[] row = new float[features];
    for (int i = 0; i < kinds.length; i++) {
      rows.copy(i, row, 0);
      kinds[i] = nearest(row, centres);
      counts[kinds[i]]++;
    }
    int used = 0;
    for (int count : counts) {
      used += count > 0 ? 1 : 0;
    }
    double[] weights = new double[kinds.length];
    double sum = 0;
    for (int i = 0; i < kinds.length; i++) {
      double rarity = (double) kinds.length / ((double) used * counts[kinds[i]]);
      weights[i] = Math.min(settings.limit(), Math.pow(rarity, settings.strength()));
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= weights.length / sum;
    }
    return weights;
  }

  private static int nearest(float[] row, float[] centres) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centres.length / row.length; k++) {
      double distance = 0;
      for (int j = 0; j < row.length; j++) {
        double difference = row[j] - centres[k * row.length + j];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    return best;
  }
}
