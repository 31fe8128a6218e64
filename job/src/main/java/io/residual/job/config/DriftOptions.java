package io.residual.job.config;

import io.residual.job.function.DriftWindow;
import java.time.Duration;
import java.util.Optional;

/** Options on how drift is measured. */
final class DriftOptions {

  /** Deciles then hold a thousand records each. */
  private static final int DEFAULT_WINDOW = 10_000;

  static final JobOption<String> TOPIC =
      JobOption.of(
          "drift.topic",
          OptionType.TOPIC,
          null,
          "Topic that takes an event when records have drifted so far from the training rows that"
              + " the model should be trained again. None if not given.");

  static final JobOption<Integer> WINDOW =
      JobOption.of(
              "drift.window",
              OptionType.INTEGER,
              null,
              "Records that are compared with the training rows together, at least. By default "
                  + DEFAULT_WINDOW
                  + " if there is a drift.topic; else drift is not measured. Given without a topic,"
                  + " drift shows in metrics alone.")
          .allowing("from 100 to 1000000000", window -> window >= 100 && window <= 1_000_000_000);

  static final JobOption<Duration> PERIOD =
      JobOption.of(
              "drift.period",
              OptionType.DURATION,
              null,
              "Event time that a window spans at least, however many records come: a day where"
                  + " records differ by the hour. By default any.")
          .allowing("from 1 ms to 366 d", d -> d.toMillis() >= 1 && d.toDays() <= 366);

  private DriftOptions() {}

  static DriftWindow window(OptionValues values) {
    Optional<Integer> records = values.optional(WINDOW);
    Optional<Duration> period = values.optional(PERIOD);
    if (records.isEmpty() && !values.has(TOPIC)) {
      if (period.isPresent()) {
        values.fault(
            PERIOD.key(),
            "is given, but drift is not measured",
            "give a drift.topic or drift.window");
      }
      return DriftWindow.OFF;
    }
    return new DriftWindow(
        records.orElse(DEFAULT_WINDOW), period.map(Duration::toMillis).orElse(0L));
  }
}
