package io.residual.model.config;

import io.residual.model.sequence.SequenceWindow;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code sequence}: how many records of an entity are looked at together. */
final class SequenceSection {

  /** {@code length: auto}, and no smoothing: {@code smoothing: none}. */
  private static final String AUTO = "auto";

  private static final String NONE = "none";

  private final ConfigSection section;

  SequenceSection(ConfigSection section) {
    this.section = section;
  }

  /**
   * Reads the section.
   *
   * @param timed whether the schema has an event time, as far as that is known
   */
  SequenceWindow read(boolean timed) {
    int length =
        AUTO.equals(section.raw("length").asText())
            ? SequenceWindow.AUTO
            : (int) section.integer("length", 1, 1, SequenceWindow.MAX_LENGTH);
    Optional<Duration> maxGap = section.duration("maxGap");
    Integer smoothing = null;
    if (section.has("smoothing") || length != 1) {
      smoothing =
          NONE.equals(section.raw("smoothing").asText())
              ? null
              : (int)
                  section.integer(
                      "smoothing",
                      SequenceWindow.DEFAULT_SMOOTHING,
                      2,
                      SequenceWindow.MAX_SMOOTHING);
    }
    section.refuseUnknownKeys();
    if (length == 1) {
      refuse("maxGap", maxGap.isPresent());
      refuse("smoothing", smoothing != null);
      return SequenceWindow.SINGLE;
    }
    if (maxGap.isPresent() && !timed) {
      section.fault(
          "maxGap",
          "is given, but the schema has no event time",
          "declare schema.eventTime, or leave it out");
    }
    return new SequenceWindow(length, maxGap.map(Duration::toMillis).orElse(null), smoothing);
  }

  private void refuse(String key, boolean given) {
    if (given) {
      section.fault(key, "is given without a window", "give a length of 2 or more as well");
    }
  }
}
