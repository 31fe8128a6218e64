package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.trainer.batch.Centroids;
import io.residual.trainer.batch.RowSample;
import io.residual.trainer.data.NetworkRows;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An autoencoder that can only say what it remembers: {@code features - prototypes - features},
 * where the code says how much the row resembles each of a few hundred prototypes, and the
 * reconstruction is their mean, so weighted (a memory-augmented autoencoder: Gong et al., ICCV
 * 2019). A row unlike any prototype comes back as something else.
 *
 * <p>The prototypes are {@link Centroids} of the training rows and the weights are Gaussian, {@code
 * exp(-|x - m|^2 / (2 h^2))} divided by their sum (Nadaraya 1964; Watson 1964). As |x|^2 cancels
 * there, this is a dense network with a softmax layer: weights {@code m / h^2} and biases {@code
 * -|m|^2 / (2 h^2)} into it, weights {@code m} out of it. With enough prototypes it is the best
 * reconstruction of a training row under Gaussian noise of deviation h (Vincent, Neural Computation
 * 2011), and its error for rows far from all others is their distance to the nearest ones. It needs
 * no gradient steps; the bandwidth h is the one that reconstructs the held-back rows best.
 *
 * <p>Distances weigh features as the error does.
 */
@SuppressWarnings("ArrayRecordComponent")
record MemoryNetwork(DenseNetwork shape, float[] weights, double bandwidth) {

  /** More prototypes made detection hardly better (mean AUROC 0.912, 0.917, 0.917, 0.918). */
  static final int MAX_PROTOTYPES = 512;

  private static final int MIN_PROTOTYPES = 64;

  /** Wide rows get fewer prototypes, so that scoring stays fast. */
  private static final int MAX_NUMBERS = 1 << 16;

  private static final int ROWS_PER_PROTOTYPE = 20;

  private static final int HELD_BACK_ROWS = 1000;

  /** A prototype that weighs less changes no digit of a float. */
  private static final double NEGLIGIBLE = 1e-9;

  /** Bandwidths to try, as parts of the square root of the number of features. */
  private static final double[] BANDWIDTHS = {
    0.03, 0.05, 0.07, 0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8
  };

  /**
   * Fits a memory.
   *
   * @param training at least one row
   * @param heldBack at least one row, with as many features
   * @param importance of each feature in distances, {@code [features]}, at least 0, not all 0
   * @param sharpness by how many times the bandwidth is smaller than the best one; above 0. A sharp
   *     memory names the nearest prototype, a smooth one the mean of several
   */
  static MemoryNetwork fit(
      NetworkRows training, NetworkRows heldBack, float[] importance, double sharpness, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scales = scales(importance);
    float[] prototypes = prototypes(training, scales, random);
    float[] test = RowSample.of(heldBack, HELD_BACK_ROWS, random.nextLong()).values();
    scale(test, scales);
    double bandwidth = bandwidth(prototypes, test, training.features()) / sharpness;
    return of(prototypes, scales, bandwidth);
  }

  /**
   * Makes a memory of a known bandwidth.
   *
   * @param bandwidth of a memory of some of these rows, by the same importance
   */
  static MemoryNetwork of(NetworkRows training, float[] importance, double bandwidth, long seed) {
    double[] scales = scales(importance);
    return of(prototypes(training, scales, new SplittableRandom(seed)), scales, bandwidth);
  }

  /** Prototypes in scaled features, {@code [prototypes][features]}. */
  private static float[] prototypes(
      NetworkRows training, double[] scales, SplittableRandom random) {
    int features = scales.length;
    int limit = Math.max(MIN_PROTOTYPES, Math.min(MAX_PROTOTYPES, MAX_NUMBERS / features));
    float[] sample = RowSample.of(training, ROWS_PER_PROTOTYPE * limit, random.nextLong()).values();
    scale(sample, scales);
    return Centroids.of(sample, features, limit, random.nextLong());
  }

  private static MemoryNetwork of(float[] prototypes, double[] scales, double bandwidth) {
    int features = scales.length;
    DenseNetwork shape =
        new DenseNetwork(
            List.of(new LayerSpec(prototypes.length / features, Activation.SOFTMAX)),
            List.of(new LayerSpec(features, Activation.IDENTITY)));
    return new MemoryNetwork(shape, weights(prototypes, scales, bandwidth), bandwidth);
  }

  /** Square roots of the importances, brought to a mean importance of 1. */
  private static double[] scales(float[] importance) {
    double sum = 0;
    for (float weight : importance) {
      sum += weight;
    }
    double[] scales = new double[importance.length];
    for (int j = 0; j < scales.length; j++) {
      scales[j] = Math.sqrt(importance[j] * scales.length / sum);
    }
    return scales;
  }

  private static void scale(float[] rows, double[] scales) {
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= (float) scales[i % scales.length];
    }
  }

  /** The bandwidth that reconstructs rows best. */
  private static double bandwidth(float[] prototypes, float[] rows, int features) {
    double[] losses = losses(prototypes, rows, features);
    int best = 0;
    for (int b = 1; b < losses.length; b++) {
      best = losses[b] < losses[best] ? b : best;
    }
    return BANDWIDTHS[best] * Math.sqrt(features);
  }

  /** Mean squared error per feature of rows under each bandwidth. */
  private static double[] losses(float[] prototypes, float[] rows, int features) {
    int count = prototypes.length / features;
    double[] losses = new double[BANDWIDTHS.length];
    double[] distances = new double[count];
    double[] mean = new double[features];
    for (int at = 0; at < rows.length; at += features) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        distances[k] = distance(rows, at, prototypes, k * features, features);
        least = Math.min(least, distances[k]);
      }
      for (int b = 0; b < losses.length; b++) {
        double exponent = -1 / (2 * BANDWIDTHS[b] * BANDWIDTHS[b] * features);
        Arrays.fill(mean, 0);
        double sum = 0;
        for (int k = 0; k < count; k++) {
          double weight = Math.exp(exponent * (distances[k] - least));
          if (weight > NEGLIGIBLE) {
            sum += weight;
            for (int j = 0; j < features; j++) {
              mean[j] += weight * prototypes[k * features + j];
            }
          }
        }
        for (int j = 0; j < features; j++) {
          double residual = rows[at + j] - mean[j] / sum;
          losses[b] += residual * residual / rows.length;
        }
      }
    }
    return losses;
  }

  private static double distance(float[] a, int atA, float[] b, int atB, int features) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double difference = a[atA + j] - b[atB + j];
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * The weights in the order of {@code DenseNetworks.network}.
   *
   * @param prototypes in scaled features
   */
  private static float[] weights(float[] prototypes, double[] scales, double bandwidth) {
    int features = scales.length;
    int count = prototypes.length / features;
    double precision = 1 / (bandwidth * bandwidth);
    float[] weights = new float[count * (2 * features + 1) + features];
    int biases = count * features;
    int out = biases + count;
    for (int k = 0; k < count; k++) {
      double square = 0;
      for (int j = 0; j < features; j++) {
        double value = prototypes[k * features + j];
        square += value * value;
        weights[k * features + j] = (float) (value * scales[j] * precision);
        weights[out + j * count + k] = scales[j] > 0 ? (float) (value / scales[j]) : 0;
      }
      weights[biases + k] = (float) (-square * precision / 2);
    }
    return weights;
  }
}
