package io.residual.benchmark.quality;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The numbers of a split for detectors that know nothing but numbers: columns that are numbers in
 * every training row, each standardised with the mean and the standard deviation of the training
 * rows. A cell that is no number has the mean's value, 0.
 *
 * @param training {@code [rows][columns]}
 * @param test {@code [rows][columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a detector at once
record NumericMatrix(double[][] training, double[][] test) {

  static NumericMatrix of(Split split) {
    int[] columns = numericColumns(split.training());
    double[][] training = numbers(split.training(), columns);
    double[][] test = numbers(split.test(), columns);
    for (int column = 0; column < columns.length; column++) {
      standardize(training, test, column);
    }
    return new NumericMatrix(training, test);
  }

  /** The columns that hold a number in every one of the given rows. */
  static int[] numericColumns(LabelledRows rows) {
    return IntStream.range(0, rows.columns().size())
        .filter(column -> Arrays.stream(rows.cells()).allMatch(row -> isNumber(row[column])))
        .toArray();
  }

  /**
   * The same rows, each with those before it, oldest first: a test row's window reaches back into
   * the training rows, and the first rows of all repeat the first one.
   */
  NumericMatrix windows(int length) {
    double[][] all = new double[training.length + test.length][];
    System.arraycopy(training, 0, all, 0, training.length);
    System.arraycopy(test, 0, all, training.length, test.length);
    int width = all[0].length;
    double[][] windows = new double[all.length][length * width];
    for (int row = 0; row < all.length; row++) {
      for (int k = 0; k < length; k++) {
        double[] past = all[Math.max(0, row - length + 1 + k)];
        System.arraycopy(past, 0, windows[row], k * width, width);
      }
    }
    return new NumericMatrix(
        Arrays.copyOf(windows, training.length),
        Arrays.copyOfRange(windows, training.length, windows.length));
  }

  int columns() {
    return training[0].length;
  }

  private static void standardize(double[][] training, double[][] test, int column) {
    double mean = Arrays.stream(training).mapToDouble(row -> row[column]).average().orElse(0);
    double variance =
        Arrays.stream(training)
            .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
            .average()
            .orElse(0);
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    for (double[][] rows : new double[][][] {training, test}) {
      for (double[] row : rows) {
        row[column] = Double.isNaN(row[column]) ? 0 : (row[column] - mean) / deviation;
      }
    }
  }

  private static double[][] numbers(LabelledRows rows, int[] columns) {
    double[][] numbers = new double[rows.size()][columns.length];
    for (int i = 0; i < numbers.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        String cell = rows.cells()[i][columns[j]];
        numbers[i][j] = isNumber(cell) ? Double.parseDouble(cell) : Double.NaN;
      }
    }
    return numbers;
  }

  private static boolean isNumber(String cell) {
    try {
      return Double.isFinite(Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
