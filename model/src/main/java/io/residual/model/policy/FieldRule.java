package io.residual.model.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which deviations of a field matter.
 *
 * @param direction in which it must deviate from what the model expected
 * @param noise how far it must deviate, in the field's own unit; at least 0, finite
 */
public record FieldRule(Direction direction, double noise) {

  /** Which way is worth an alert. */
  public enum Direction {
    /** Only values above what was expected. */
    HIGH,
    /** Only values below what was expected. */
    LOW,
    /** Either. */
    BOTH
  }

  private static final Pattern TEXT =
      Pattern.compile("(?=.)(high|low|both)?(?: *\\b(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?))?");

  /** Checks that it is in range and leaves anything out. */
  public FieldRule {
    if (!(noise >= 0) || Double.isInfinite(noise)) {
      throw new IllegalArgumentException(
          "a noise floor of " + noise + "; it must be from 0 up, and finite");
    }
    if (direction == Direction.BOTH && noise == 0) {
      throw new IllegalArgumentException(
          "both directions without a noise floor leave nothing out; drop the rule");
    }
  }

  /**
   * Reads a direction, a noise floor, or both: {@code high}, {@code 0.5}, {@code low 0.5}.
   *
   * @throws IllegalArgumentException if the text is no rule
   */
  @JsonCreator
  public static FieldRule of(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no rule; write high, low, a noise floor such as 0.5, or high 0.5");
    }
    Direction direction =
        parts.group(1) == null
            ? Direction.BOTH
            : Direction.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
    return new FieldRule(
        direction, parts.group(2) == null ? 0 : Double.parseDouble(parts.group(2)));
  }

  /** Whether the deviation is too small; one that is no number is not. */
  boolean isNoise(double deviation) {
    return Math.abs(deviation) < noise;
  }

  /** Whether the deviation goes the way that does not matter. */
  boolean isWrongWay(double deviation) {
    return (direction == Direction.HIGH && deviation < 0)
        || (direction == Direction.LOW && deviation > 0);
  }

  @Override
  @JsonValue
  public String toString() {
    return direction.name().toLowerCase(Locale.ROOT) + " " + noise;
  }
}
