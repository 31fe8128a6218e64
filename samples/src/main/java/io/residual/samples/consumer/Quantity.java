package io.residual.samples.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.trainer.cli.TerminalText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Values from an alert as text for people and for terminals. */
public final class Quantity {

  private static final int DIGITS = 4;
  private static final int LONGEST_TEXT = 200;

  /** Beyond these exponents plain digits are harder to read than powers of ten. */
  private static final int LARGEST_PLAIN_EXPONENT = 12;

  private static final int SMALLEST_PLAIN_EXPONENT = -6;

  private Quantity() {}

  /** Four significant digits, or all digits before the point. */
  public static String number(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    int exponent = value.precision() - value.scale() - 1;
    if (exponent > LARGEST_PLAIN_EXPONENT || exponent < SMALLEST_PLAIN_EXPONENT) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    BigDecimal rounded =
        exponent >= DIGITS - 1
            ? value.setScale(0, RoundingMode.HALF_EVEN)
            : value.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    return rounded.signum() == 0 || rounded.scale() <= 0
        ? rounded.toPlainString()
        : rounded.stripTrailingZeros().toPlainString();
  }

  public static String of(JsonNode value) {
    if (value == null || value.isMissingNode() || value.isNull()) {
      return "nothing";
    }
    if (value.isNumber()) {
      return Double.isFinite(value.doubleValue()) || value.isBigDecimal()
          ? number(value.decimalValue())
          : value.asText();
    }
    return value.isTextual() ? "'" + harmless(value.asText()) + "'" : harmless(value.toString());
  }

  /** Text that cannot harm a terminal, nor fill it. */
  public static String harmless(String text) {
    return TerminalText.harmless(
        text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text);
  }
}
