package io.residual.trainer.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Losses by epoch in a few lines of text: {@code .} training, {@code o} held back, {@code @} both.
 * The vertical axis is logarithmic, because losses fall by factors.
 */
final class LossPlot {

  private static final int WIDTH = 60;
  private static final int HEIGHT = 8;

  /** Below this a loss is zero for every purpose, and has no logarithm worth drawing. */
  private static final double LEAST = 1e-12;

  private LossPlot() {}

  /** The plot, with its axes; both lists have an entry for each epoch. */
  static String of(List<Double> training, List<Double> validation) {
    double low = Math.log(LEAST + Math.min(least(training), least(validation)));
    double high = Math.log(LEAST + Math.max(most(training), most(validation)));
    int width = Math.min(WIDTH, training.size());
    char[][] cells = new char[HEIGHT][width];
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
    draw(cells, training, '.', low, high);
    draw(cells, validation, 'o', low, high);
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < HEIGHT; y++) {
      double level = Math.exp(high - (high - low) * y / (HEIGHT - 1));
      text.append(String.format(Locale.ROOT, "  %9.5f |", level))
          .append(new String(cells[y]).stripTrailing())
          .append(System.lineSeparator());
    }
    text.append(" ".repeat(12)).append('+').append("-".repeat(width));
    return text.append(System.lineSeparator())
        .append(String.format("%13sepoch 1 to %d; . training, o held back%n", "", training.size()))
        .toString();
  }

  private static void draw(
      char[][] cells, List<Double> losses, char mark, double low, double high) {
    int width = cells[0].length;
    for (int x = 0; x < width; x++) {
      int epoch = width == 1 ? 0 : (int) Math.round((double) x * (losses.size() - 1) / (width - 1));
      double height = high > low ? (high - Math.log(LEAST + losses.get(epoch))) / (high - low) : 0;
      int y = (int) Math.round(height * (HEIGHT - 1));
      cells[y][x] = cells[y][x] == ' ' ? mark : '@';
    }
  }

  private static double least(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
