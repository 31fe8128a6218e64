package io.residual.trainer.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {

  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private Numbers() {}

  /** A number between 0 and 1 with three decimals; a dash if it is not defined. */
  public static String share(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A share in percent, such as {@code 99.9%}; a dash if it is not defined. */
  public static String percent(double value) {
    return Double.isNaN(value) ? "–" : new DecimalFormat("0.#", SYMBOLS).format(100 * value) + "%";
  }

  /** One decimal; a dash if it is not defined. */
  public static String oneDecimal(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Up to four significant digits; a dash if it is not defined. */
  public static String brief(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return new DecimalFormat("#,##0." + "#".repeat(Math.max(1, decimals)), SYMBOLS)
        .format(decimals == 0 ? Math.rint(value) : value);
  }

  /** A number of rows. */
  public static String rows(double rows) {
    return brief(rows) + (rows == 1 ? " row" : " rows");
  }

  /** A time span in the unit that suits it. */
  public static String duration(double millis) {
    double seconds = millis / 1000;
    if (seconds < 120) {
      return brief(seconds) + " s";
    }
    if (seconds < 7200) {
      return brief(seconds / 60) + " min";
    }
    return seconds < 172_800 ? brief(seconds / 3600) + " h" : brief(seconds / 86_400) + " days";
  }
}
