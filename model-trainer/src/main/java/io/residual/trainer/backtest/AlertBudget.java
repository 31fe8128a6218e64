package io.residual.trainer.backtest;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many alerts people want to see, on average over the time that the records cover.
 *
 * @param count how many at most; above 0
 * @param incidents whether incidents are counted instead of alerts
 * @param per in how much event time
 * @param perEntity whether each entity may have as many, on average over the entities, instead of
 *     all together
 */
public record AlertBudget(double count, boolean incidents, Duration per, boolean perEntity) {

  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{1,9}(?:\\.\\d+)?) *(alerts?|incidents?)? */ *(hour|day|week)(?: */ *(entity))?");

  private static final Map<String, Duration> PERIODS =
      Map.of("hour", Duration.ofHours(1), "day", Duration.ofDays(1), "week", Duration.ofDays(7));

  /**
   * Reads a budget such as {@code 3/day}, {@code 0.5/day/entity} or {@code 2 incidents/week}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static AlertBudget of(String text) {
    Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches() || Double.parseDouble(parts.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no budget; write a number above 0 and a time, such as 3/day for all entities"
              + " together, 0.5/day/entity, or 2 incidents/week");
    }
    return new AlertBudget(
        Double.parseDouble(parts.group(1)),
        parts.group(2) != null && parts.group(2).startsWith("incident"),
        PERIODS.get(parts.group(3)),
        parts.group(4) != null);
  }

  /** What a setting spends, in the budget's own unit; NaN if the records cover no time. */
  public double spent(BacktestResult result, AlertTally tally) {
    long number = incidents ? tally.incidents() : tally.alerts();
    double daily = perEntity ? result.perEntityDay(number) : result.perDay(number);
    return daily * per.toMillis() / CoveredTime.DAY_MILLIS;
  }

  /** The unit, such as {@code alerts a day and entity}. */
  public String unit() {
    String period = per.toHours() == 1 ? "an hour" : per.toDays() == 1 ? "a day" : "a week";
    return (incidents ? "incidents " : "alerts ")
        + period
        + (perEntity ? " and entity" : ", all entities together");
  }
}
