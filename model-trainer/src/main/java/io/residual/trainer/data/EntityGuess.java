package io.residual.trainer.data;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Guesses which column names what records are about: one whose name says so, else the first of many
 * values that return. Not thread safe.
 */
final class EntityGuess {

  /** What a part of such a column's name often is. */
  private static final Pattern NAMES =
      Pattern.compile(
          "(.*[^a-z])?(id|uuid|machine|host|hostname|device|sensor|node|server|station|unit|asset"
              + "|vehicle|entity|tenant|customer|client|user|account|service|instance|pod|plant"
              + "|site|line|pump|turbine|meter|card|cell)([^a-z].*)?");

  /** A name in camel case, taken apart. */
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Fewer records of each than this are no history to compare with. */
  private static final int MIN_RECORDS = 5;

  private Optional<ColumnProfile> best = Optional.empty();
  private boolean named;

  static boolean isNamedLikeOne(String column) {
    String apart = CAMEL.matcher(column).replaceAll("_").toLowerCase(Locale.ROOT);
    return NAMES.matcher(apart).matches();
  }

  /** Considers a column of texts, or of integers that name something. */
  void consider(ColumnProfile column) {
    boolean suits = column.distinct() >= 2 && column.returns();
    boolean now = isNamedLikeOne(column.name());
    boolean many = column.distinct() > 64;
    if (suits
        && column.present() >= (long) MIN_RECORDS * column.distinct()
        && (now ? !named : many && best.isEmpty())) {
      best = Optional.of(column);
      named = now;
    }
  }

  Optional<ColumnProfile> best() {
    return best;
  }
}
