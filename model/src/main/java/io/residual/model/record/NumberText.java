package io.residual.model.record;

import java.util.Locale;
import java.util.Set;

/** Reads numbers from text as data tools write them. */
public final class NumberText {

  private static final Set<String> NOT_A_NUMBER = Set.of("nan", "+nan", "-nan");

  private static final Set<String> INFINITE =
      Set.of("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

  private NumberText() {}

  /**
   * The number of a text.
   *
   * @return NaN or an infinity too, in any letter case and also as {@code inf}
   * @throws NumberFormatException if it is no number
   */
  public static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      String lower = text.strip().toLowerCase(Locale.ROOT);
      if (NOT_A_NUMBER.contains(lower)) {
        return Double.NaN;
      }
      if (INFINITE.contains(lower)) {
        return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      throw e;
    }
  }
}
