package io.residual.model.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names with a range of numbers: {@code f{1..38}} stands for f1, f2, up to f38. */
final class NameRange {

  private static final Pattern RANGE = Pattern.compile("\\{(\\d{1,6})\\.\\.(\\d{1,6})}");

  /** What was meant as a range and is none: without an end, of letters or not closed. */
  private static final Pattern BROKEN = Pattern.compile("\\{[^{}]*\\.\\.[^{}]*}?");

  /** More fields than any network here can learn from; a slip of the pen rather than a schema. */
  static final int MAX_NAMES = 100_000;

  private NameRange() {}

  static boolean isRange(String name) {
    return RANGE.matcher(name).find();
  }

  /**
   * The names that the given one stands for; itself without a range.
   *
   * @throws IllegalArgumentException if the range is incomplete, empty, too large or not alone
   */
  static List<String> expand(String name) {
    Matcher range = RANGE.matcher(name);
    if (!range.find()) {
      Matcher broken = BROKEN.matcher(name);
      if (broken.find()) {
        throw new IllegalArgumentException(
            "range " + broken.group() + " must consist of two numbers of at most 6 digits");
      }
      return List.of(name);
    }
    int first = Integer.parseInt(range.group(1));
    int last = Integer.parseInt(range.group(2));
    if (last < first || last - first >= MAX_NAMES) {
      throw new IllegalArgumentException(
          "range " + range.group() + " must ascend and give at most " + MAX_NAMES + " names");
    }
    List<String> names = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      names.add(name.substring(0, range.start()) + i + name.substring(range.end()));
    }
    if (range.find()) {
      throw new IllegalArgumentException("only one range in '" + name + "' is possible");
    }
    return names;
  }
}
