package io.residual.benchmark.quality;

import java.util.Collection;
import java.util.Locale;

/**
 * The mean of a figure over seeds, with its spread.
 *
 * @param mean NaN without values, or if one of them is NaN
 * @param deviation standard deviation of the values (not of their mean); 0 for a single value
 * @param count of values
 */
record Figure(double mean, double deviation, int count) {

  static Figure of(Collection<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double deviation = values.size() > 1 ? Math.sqrt(squares / (values.size() - 1)) : 0;
    return new Figure(mean, deviation, values.size());
  }

  /** With the given number of decimals; the spread, too, if there are several values. */
  String text(int decimals) {
    if (count == 0) {
      return "–";
    }
    if (Double.isNaN(mean)) {
      return "failed";
    }
    String number = String.format(Locale.ROOT, "%." + decimals + "f", mean);
    return count == 1
        ? number
        : number + String.format(Locale.ROOT, " ± %." + decimals + "f", deviation);
  }
}
