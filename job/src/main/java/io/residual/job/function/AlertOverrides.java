package io.residual.job.function;

import io.residual.model.policy.AlertSettings;
import io.residual.model.policy.CoolDown;
import io.residual.model.policy.FieldRule;
import io.residual.model.policy.QuietTime;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alert settings that take the place of the bundle's; null keeps the bundle's. Texts as the
 * settings' own types read them, because Flink ships this with Java serialisation.
 *
 * @param coolDown see {@link AlertSettings#coolDown()}
 * @param clear see {@link AlertSettings#clear()}
 * @param worse see {@link AlertSettings#worse()}; infinite for never
 * @param newCause see {@link AlertSettings#newCause()}
 * @param minSeverity see {@link AlertSettings#minSeverity()}
 * @param fields see {@link AlertSettings#fields()}
 * @param quietTimes see {@link AlertSettings#quietTimes()}
 * @param remindMillis see {@link AlertSettings#remindMillis()}; 0 for never
 */
public record AlertOverrides(
    String coolDown,
    Double clear,
    Double worse,
    Boolean newCause,
    Double minSeverity,
    Map<String, String> fields,
    List<String> quietTimes,
    Long remindMillis)
    implements Serializable {

  /** Everything as the bundle says. */
  public static final AlertOverrides NONE =
      new AlertOverrides(null, null, null, null, null, null, null, null);

  /**
   * The given settings with these in place.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public AlertSettings applyTo(AlertSettings settings) {
    return new AlertSettings(
        coolDown == null ? settings.coolDown() : CoolDown.of(coolDown),
        clear == null ? settings.clear() : clear,
        worse == null ? settings.worse() : finite(worse),
        newCause == null ? settings.newCause() : newCause,
        minSeverity == null ? settings.minSeverity() : minSeverity,
        fields == null ? settings.fields() : rules(fields),
        quietTimes == null
            ? settings.quietTimes()
            : quietTimes.stream().map(QuietTime::of).toList(),
        remindMillis == null ? settings.remindMillis() : positive(remindMillis));
  }

  private static Long positive(Long millis) {
    return millis == 0 ? null : millis;
  }

  private static Double finite(Double factor) {
    return Double.isInfinite(factor) ? null : factor;
  }

  private static Map<String, FieldRule> rules(Map<String, String> texts) {
    Map<String, FieldRule> rules = new TreeMap<>();
    texts.forEach((name, text) -> rules.put(name, FieldRule.of(text)));
    return rules;
  }
}
