package io.residual.trainer.evaluate.plant;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Kinds of planted anomalies, each at several strengths. */
public enum PlantedKind {
  /** One row has one number moved up or down. */
  SPIKE(1, "spreads", 1, 2, 4, 8),
  /** One number is moved by the same amount for many rows. */
  LEVEL_SHIFT(20, "spreads", 1, 2, 4, 8),
  /** One number moves away from its values bit by bit. */
  DRIFT(40, "spreads", 1, 2, 4, 8),
  /** One number stays as it was in the first row. */
  STUCK_VALUE(20, "", 1),
  /** Two numbers change places, as after a wiring mistake. */
  SWAPPED_FIELDS(1, "", 1),
  /** Fields hold what they held in another row: each value is usual, together they are not. */
  BROKEN_CORRELATION(1, "of the fields", 0.0, 0.5),
  /** A category or boolean takes its rarest known value. */
  RARE_CATEGORY(1, "", 1),
  /** A category that never occurred. */
  UNSEEN_CATEGORY(1, "", 1),
  /** A value is missing. */
  MISSING_VALUE(1, "", 1);

  private final int rows;
  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // the list is an immutable copy
  private final List<Double> strengths;

  PlantedKind(int rows, String unit, double... strengths) {
    this.rows = rows;
    this.unit = unit;
    this.strengths = Arrays.stream(strengths).boxed().toList();
  }

  /** Rows of an event, in one series; fewer where all series are short. */
  public int rows() {
    return rows;
  }

  /** The strengths, weakest first; in spreads, one is the field's standard deviation. */
  public List<Double> strengths() {
    return strengths;
  }

  /** The kind in words, such as {@code level shift}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A strength in words; empty if the kind has only one. */
  public String describe(double strength) {
    if (this == BROKEN_CORRELATION) {
      return strength == 0 ? "one field" : "half of the fields";
    }
    return unit.isEmpty() ? "" : String.format(Locale.ROOT, "%.0f %s", strength, unit);
  }
}
