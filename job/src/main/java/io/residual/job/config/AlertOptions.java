package io.residual.job.config;

import io.residual.job.function.AlertOverrides;
import io.residual.model.policy.CoolDown;
import io.residual.model.policy.FieldRule;
import io.residual.model.policy.QuietTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;

/** Options of the alert policy: which records above their threshold raise an alert. */
final class AlertOptions {

  private static final String NONE = "none";

  static final JobOption<String> COOL_DOWN =
      alerts(
          "cool-down",
          new OptionType<>(
              "cool-down",
              "write a number of records or a time, such as 300 records or 20 min, or none",
              AlertOptions::coolDown,
              text -> text),
          "How long an entity must be quiet, in event time, before its incident is over; in an"
              + " incident only the first alert counts, and what is news. So many records of the"
              + " entity, or a time; none raises an alert for every record above its threshold.");

  static final JobOption<Double> CLEAR =
      alerts(
              "clear",
              OptionType.NUMBER,
              "Fraction of the threshold below which an entity's error counts as quiet.")
          .allowing("above 0, at most 1", clear -> clear > 0 && clear <= 1);

  static final JobOption<Double> WORSE =
      alerts(
              "worse",
              new OptionType<>(
                  "number or none",
                  "write a number, or none",
                  text -> text.equals(NONE) ? Double.POSITIVE_INFINITY : Double.valueOf(text),
                  String::valueOf),
              "A record of an incident raises another alert if its error is more than so many times"
                  + " the largest one alerted; none for never.")
          .allowing("above 1", worse -> worse > 1);

  static final JobOption<Boolean> NEW_CAUSE =
      alerts(
          "new-cause",
          OptionType.BOOLEAN,
          "A record of an incident raises another alert if one field makes most of its error and"
              + " no alert of the incident was due to that field.");

  static final JobOption<Double> MIN_SEVERITY =
      alerts("min-severity", OptionType.NUMBER, "Records of less severity raise no alert.")
          .allowing("from 0 to 1", severity -> severity >= 0 && severity <= 1);

  static final JobOption<Map<String, String>> FIELDS =
      alerts(
          "fields",
          new OptionType<>(
              "rules",
              "write FIELD=RULE separated by commas; a rule is high, low, a noise floor, or both",
              AlertOptions::rules,
              rules ->
                  rules.entrySet().stream()
                      .map(rule -> rule.getKey() + "=" + rule.getValue())
                      .collect(Collectors.joining(", "))),
          "Which deviations of numeric fields matter: high or low, and from how far on, in the"
              + " field's own unit, such as temperature=high 0.5, rpm=50. Replaces the bundle's"
              + " rules; none for no rules.");

  static final JobOption<List<String>> QUIET_TIMES =
      alerts(
          "quiet-times",
          new OptionType<>(
              "times of the week",
              "write days, times and a zone, such as sat,sun 22:00-06:00 Europe/Berlin, separated"
                  + " by semicolons, and leave some time of the week",
              AlertOptions::quietTimes,
              times -> String.join("; ", times)),
          "When no alert is raised, by event time, such as sat,sun 22:00-06:00 Europe/Berlin;"
              + " 12:00-12:30. Replaces the bundle's; none for never.");

  static final JobOption<Long> REMIND =
      alerts(
          "remind",
          new OptionType<>(
              "duration or none",
              "write a number and a unit: s, min, h or d, from 1 s to 365 d; or none",
              AlertOptions::remindMillis,
              millis -> millis == 0 ? NONE : millis + " ms"),
          "A record of an incident raises another alert so long after the incident's latest one, in"
              + " event time; none for never.");

  static final List<JobOption<?>> ALL =
      List.of(COOL_DOWN, CLEAR, WORSE, NEW_CAUSE, MIN_SEVERITY, FIELDS, QUIET_TIMES, REMIND);

  private AlertOptions() {}

  static AlertOverrides read(OptionValues values) {
    AlertOverrides overrides =
        new AlertOverrides(
            values.value(COOL_DOWN),
            values.value(CLEAR),
            values.value(WORSE),
            values.value(NEW_CAUSE),
            values.value(MIN_SEVERITY),
            values.value(FIELDS),
            values.value(QUIET_TIMES),
            values.value(REMIND));
    if (NONE.equals(overrides.coolDown())) {
      for (JobOption<?> option : List.of(CLEAR, WORSE, NEW_CAUSE, REMIND)) {
        if (values.has(option)) {
          values.fault(
              option.key(),
              "is given, but without a cool-down every record above its threshold raises an alert",
              "leave it out, or give alerts.cool-down a number of records or a time");
        }
      }
    }
    return overrides;
  }

  private static <T> JobOption<T> alerts(String name, OptionType<T> type, String description) {
    return JobOption.of(
        "alerts." + name, type, null, description + " By default the bundle's value.");
  }

  private static Long remindMillis(String text) {
    if (text.equals(NONE)) {
      return 0L;
    }
    Duration time = TimeUtils.parseDuration(text);
    if (time.toSeconds() < 1 || time.toDays() > 365) {
      throw new IllegalArgumentException("too short or too long");
    }
    return time.toMillis();
  }

  private static String coolDown(String text) {
    return text.equals(NONE) || text.contains("record")
        ? CoolDown.of(text).toString()
        : CoolDown.time(TimeUtils.parseDuration(text)).toString();
  }

  private static Map<String, String> rules(String text) {
    Map<String, String> rules = new TreeMap<>();
    if (text.equals(NONE)) {
      return rules;
    }
    for (String rule : text.split(",", -1)) {
      // Names may hold an equals sign, rules cannot.
      int at = rule.lastIndexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException("no rule");
      }
      Map.Entry<String, String> entry =
          Map.entry(rule.substring(0, at).strip(), FieldRule.of(rule.substring(at + 1)).toString());
      if (rules.put(entry.getKey(), entry.getValue()) != null) {
        throw new IllegalArgumentException("two rules of " + entry.getKey());
      }
    }
    return rules;
  }

  private static List<String> quietTimes(String text) {
    if (text.equals(NONE)) {
      return List.of();
    }
    List<QuietTime> times = Arrays.stream(text.split(";", -1)).map(QuietTime::of).toList();
    if (QuietTime.coverAll(times)) {
      throw new IllegalArgumentException("all of the week");
    }
    return times.stream().map(QuietTime::toString).toList();
  }
}
