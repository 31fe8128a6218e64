package io.residual.model.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records above their threshold raise an alert.
 *
 * @param coolDown how long an entity must be quiet before its incident is over
 * @param clear fraction of the threshold that the error must stay below to count as quiet; above 0,
 *     at most 1
 * @param worse a record whose error is more than so many times the largest alerted one of its
 *     incident raises another alert; above 1, or null for never
 * @param newCause whether a record raises another alert if one field makes most of its error and no
 *     alert of the incident was due to that field
 * @param minSeverity records of less severity raise no alert; from 0 to 1
 * @param fields rules of fields by their names
 * @param quietTimes in which no alert is raised
 * @param remindMillis a record of an incident raises another alert if it comes so much later than
 *     the last alert of the incident, in event time; at least 1000, or null for never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertSettings(
    CoolDown coolDown,
    double clear,
    Double worse,
    boolean newCause,
    double minSeverity,
    Map<String, FieldRule> fields,
    List<QuietTime> quietTimes,
    Long remindMillis) {

  /** A fault that nobody mends: seldom enough not to count on NAB, where a day costs 1.6 points. */
  private static final Long WEEK_MILLIS = Duration.ofDays(7).toMillis();

  /**
   * For records that follow one another: of machines, users, services, or of one series.
   *
   * <p>With the default network and threshold, the low-false-positive score of NAB is 59.2, 62.8
   * and 62.2 with a cool-down of 200, 300 and 400 records. Measured with a threshold of less risk:
   * 62.0, 63.8 and 65.2 where twice, three and five times the error breaks through; quiet below 0.8
   * or 0.9 of the threshold scores alike, below 0.7 less. Where faults are frequent, longer
   * cool-downs join what does not belong together: see {@code docs/alerts.md}.
   */
  public static final AlertSettings SERIES =
      new AlertSettings(CoolDown.records(300), 0.8, 5.0, true, 0, Map.of(), List.of(), WEEK_MILLIS);

  /** For records that have nothing to do with one another: each is an alert of its own. */
  public static final AlertSettings INDEPENDENT =
      new AlertSettings(
          CoolDown.NONE,
          SERIES.clear,
          SERIES.worse,
          SERIES.newCause,
          SERIES.minSeverity,
          SERIES.fields,
          SERIES.quietTimes,
          SERIES.remindMillis);

  /** Checks the ranges. */
  public AlertSettings {
    if (coolDown == null) {
      throw new IllegalArgumentException("the alert settings lack their coolDown");
    }
    require(clear > 0 && clear <= 1, "clear", clear, "above 0 and at most 1");
    require(worse == null || worse > 1, "worse", worse, "above 1");
    require(minSeverity >= 0 && minSeverity <= 1, "minSeverity", minSeverity, "from 0 to 1");
    require(
        remindMillis == null || remindMillis >= 1000,
        "remind",
        remindMillis == null ? null : Double.valueOf(remindMillis),
        "at least 1 s");
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    quietTimes = List.copyOf(quietTimes);
  }

  private static void require(boolean valid, String name, Double value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }
}
