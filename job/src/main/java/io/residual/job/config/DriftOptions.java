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

  static final JobOption<DriftWindow> WINDOW =
      JobOption.of(
              "drift.window",
              new OptionType<>(
                  "integer or duration",
                  "write a number of records; or of time, with a unit: ms, s, min, h or d",
                  DriftOptions::parsed,
                  DriftOptions::shown),
              null,
              "Records that are compared with the training rows together, at least; or how much event"
                  + " time. By default "
                  + DEFAULT_WINDOW
                  + " records if there is a drift.topic; else drift is not measured. Given without a"
                  + " topic, drift shows in metrics alone.")
          .allowing(
              "from 100 to 1000000000, or from 1 s to 366 d",
              window ->
                  window.lengthMillis() == 0
                      ? window.records() >= 100 && window.records() <= 1_000_000_000
                      : window.lengthMillis() >= 1000
                          && window.lengthMillis() <= Duration.ofDays(366).toMillis());

  static final JobOption<Duration> PERIOD =
      JobOption.of(
              "drift.period",
              OptionType.DURATION,
              null,
              "Event time that a window of records spans at least, however many records come: a day where"
                  + " records differ by the hour. By default any.")
          .allowing("from 1 ms to 366 d", d -> d.toMillis() >= 1 && d.toDays() <= 366);

  private DriftOptions() {}

  private static DriftWindow parsed(String text) {
    return text.matches("[0-9]+")
        ? DriftWindow.ofRecords(Long.parseLong(text), 0)
        : DriftWindow.ofTime(OptionType.DURATION.parse().apply(text).toMillis());
  }

  private static String shown(DriftWindow window) {
    return window.lengthMillis() == 0
        ? String.valueOf(window.records())
        : OptionType.DURATION.show().apply(Duration.ofMillis(window.lengthMillis()));
  }

  static DriftWindow window(OptionValues values) {
    Optional<DriftWindow> given = values.optional(WINDOW);
    Optional<Duration> period = values.optional(PERIOD);
    boolean measured = given.isPresent() || values.has(TOPIC);
    boolean timed = given.isPresent() && given.get().lengthMillis() > 0;
    if (period.isPresent() && (timed || !measured)) {
      values.fault(
          PERIOD.key(),
          timed ? "is given, but drift.window is a time" : "is given, but drift is not measured",
          timed ? "give one of the two" : "give a drift.topic or drift.window");
    }
    if (timed || !measured) {
      return given.orElse(DriftWindow.OFF);
    }
    return DriftWindow.ofRecords(
        given.map(DriftWindow::records).orElse((long) DEFAULT_WINDOW),
        period.map(Duration::toMillis).orElse(0L));
  }
}
