package io.residual.job.config;

import io.residual.model.config.ThresholdOverrides;
import io.residual.model.threshold.Season;
import io.residual.model.threshold.ThresholdSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.util.TimeUtils;

/** Options that take the place of the bundle's threshold settings. */
final class ThresholdOptions {

  private static final String NONE = "none";
  private static final String AUTO = "auto";

  static final JobOption<ThresholdSettings.Method> METHOD =
      threshold(
          "method",
          OptionType.choice(ThresholdSettings.Method.class),
          "The rule. With another one than the bundle's, settings that are not given are the rule's"
              + " defaults.");

  static final JobOption<Double> RISK =
      threshold(
              "risk",
              OptionType.NUMBER,
              "Probability with which a normal record may raise an alert. Lower is quieter.")
          .allowing("from 1e-12 to 0.1", risk -> risk >= 1e-12 && risk <= 0.1);

  static final JobOption<Double> QUANTILE =
      threshold(
              "quantile",
              OptionType.NUMBER,
              "Quantile of an entity's recent errors or peaks: its level; with spot and dspot, above"
                  + " which errors are peaks. Not for sigma and mad.")
          .allowing("from 0.5 to 0.999", quantile -> quantile >= 0.5 && quantile <= 0.999);

  static final JobOption<Integer> WINDOW =
      threshold(
              "window",
              OptionType.INTEGER,
              "Recent errors, or peaks, kept for each entity. Changing it restarts every entity's"
                  + " threshold.")
          .allowing("from 16 to 4096", window -> window >= 16 && window <= 4096);

  static final JobOption<Double> FLOOR =
      threshold(
              "floor",
              OptionType.NUMBER,
              "The threshold never falls below this fraction of its calibrated value.")
          .allowing("from 0 to 1", floor -> floor >= 0 && floor <= 1);

  static final JobOption<String> K =
      threshold(
              "k",
              new OptionType<>(
                  "number or auto", "write a number, or auto", ThresholdOptions::k, t -> t),
              "With sigma and mad, how many spreads above the middle the threshold lies; auto for as"
                  + " many as the risk asks for on the calibration rows.")
          .allowing(
              "from 2 to 1000, or auto",
              k -> k.equals(AUTO) || (Double.parseDouble(k) >= 2 && Double.parseDouble(k) <= 1000));

  static final JobOption<Integer> DEPTH =
      threshold(
              "depth",
              OptionType.INTEGER,
              "With dspot, over how many errors the drifting mean is taken.")
          .allowing("from 8 to 1024", depth -> depth >= 8 && depth <= 1024);

  static final JobOption<String> SPAN =
      threshold(
          "span",
          duration(),
          "How far back in event time errors and peaks count; none slides by count.");

  static final JobOption<String> IDLE =
      threshold(
          "idle",
          duration(),
          "An entity without a record for longer, by event time, begins anew; its state is dropped"
              + " after twice as long on the clock. none keeps it for ever.");

  static final JobOption<String> SEASON =
      threshold(
          "season",
          new OptionType<>(
              "hour-of-day, hour-of-week or none",
              "write hour-of-day, hour-of-week or none",
              ThresholdOptions::season,
              text -> text),
          "Compares errors with what is usual at their hour (UTC) of the day or week.");

  static final List<JobOption<?>> ALL =
      List.of(METHOD, RISK, QUANTILE, WINDOW, FLOOR, K, DEPTH, SPAN, IDLE, SEASON);

  private ThresholdOptions() {}

  static ThresholdOverrides read(OptionValues values) {
    Map<String, String> texts = new TreeMap<>();
    for (JobOption<?> option : ALL) {
      text(values, option)
          .ifPresent(text -> texts.put(option.key().substring("threshold.".length()), text));
    }
    return new ThresholdOverrides(texts);
  }

  private static <T> Optional<String> text(OptionValues values, JobOption<T> option) {
    return values.optional(option).map(option.type().show());
  }

  private static <T> JobOption<T> threshold(String name, OptionType<T> type, String description) {
    return JobOption.of(
        "threshold." + name, type, null, description + " By default the bundle's value.");
  }

  private static OptionType<String> duration() {
    return new OptionType<>(
        "duration or none",
        "write a number and a unit: ms, s, min, h or d; or none",
        ThresholdOptions::millis,
        text -> text);
  }

  private static String millis(String text) {
    if (text.equals(NONE)) {
      return NONE;
    }
    Duration duration = TimeUtils.parseDuration(text);
    if (duration.toMillis() < 1 || duration.toDays() > 10_000) {
      throw new IllegalArgumentException("too short or too long");
    }
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static String k(String text) {
    return text.equals(AUTO) ? AUTO : String.valueOf(Double.parseDouble(text));
  }

  private static String season(String text) {
    return text.equals(NONE)
        ? NONE
        : OptionType.written(OptionType.choice(Season.class).parse().apply(text));
  }
}
