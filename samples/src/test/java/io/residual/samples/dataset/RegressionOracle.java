package io.residual.samples.dataset;

import java.util.List;

/**
 * Predicts each sensor from the others by least squares on their squares and products, and scores a
 * record by its worst disagreement. A detector without a network, without time and without labels:
 * what it finds can be found in a single record.
 */
final class RegressionOracle {

  private static final double RIDGE = 1e-3;

  private final int sensors;
  private final double[] mean;
  private final double[] deviation;
  private final double[][] weights;
  private final double[] residualDeviation;

  RegressionOracle(List<double[]> rows) {
    sensors = rows.get(0).length;
    mean = new double[sensors];
    deviation = new double[sensors];
    for (int sensor = 0; sensor < sensors; sensor++) {
      int column = sensor;
      mean[sensor] = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
      deviation[sensor] =
          Math.sqrt(
              rows.stream()
                  .mapToDouble(row -> Math.pow(row[column] - mean[column], 2))
                  .average()
                  .orElseThrow());
    }
    weights = new double[sensors][];
    residualDeviation = new double[sensors];
    for (int target = 0; target < sensors; target++) {
      fit(rows, target);
    }
  }

  double score(double[] row) {
    double worst = 0;
    for (int target = 0; target < sensors; target++) {
      worst = Math.max(worst, Math.abs(residual(row, target)) / residualDeviation[target]);
    }
    return worst;
  }

  private double residual(double[] row, int target) {
    double[] features = features(row, target);
    double predicted = 0;
    for (int index = 0; index < features.length; index++) {
      predicted += weights[target][index] * features[index];
    }
    return scaled(row, target) - predicted;
  }

  private double scaled(double[] row, int sensor) {
    return (row[sensor] - mean[sensor]) / deviation[sensor];
  }

  private double[] features(double[] row, int target) {
    int others = sensors - 1;
    double[] x = new double[others];
    for (int sensor = 0, next = 0; sensor < sensors; sensor++) {
      if (sensor != target) {
        x[next++] = scaled(row, sensor);
      }
    }
    double[] features = new double[1 + others + others * (others + 1) / 2];
    int next = 0;
    features[next++] = 1;
    for (int i = 0; i < others; i++) {
      features[next++] = x[i];
      for (int j = i; j < others; j++) {
        features[next++] = x[i] * x[j];
      }
    }
    return features;
  }

  private void fit(List<double[]> rows, int target) {
    int size = features(rows.get(0), target).length;
    double[][] normal = new double[size][size + 1];
    for (double[] row : rows) {
      double[] features = features(row, target);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          normal[i][j] += features[i] * features[j];
        }
        normal[i][size] += features[i] * scaled(row, target);
      }
    }
    for (int i = 0; i < size; i++) {
      normal[i][i] += RIDGE * rows.size();
    }
    weights[target] = solve(normal);
    residualDeviation[target] =
        Math.sqrt(
            rows.stream().mapToDouble(row -> Math.pow(residual(row, target), 2)).sum()
                / rows.size());
  }

  /** Gauss-Jordan without pivoting: the ridge keeps the matrix positive definite. */
  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int row = 0; row < size; row++) {
        if (row != pivot) {
          double factor = system[row][pivot] / system[pivot][pivot];
          for (int column = pivot; column <= size; column++) {
            system[row][column] -= factor * system[pivot][column];
          }
        }
      }
    }
    double[] solution = new double[size];
    for (int row = 0; row < size; row++) {
      solution[row] = system[row][size] / system[row][row];
    }
    return solution;
  }
}
