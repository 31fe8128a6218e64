package io.residual.model.config;

import io.residual.model.threshold.Season;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code threshold}: when an error is too large. */
final class ThresholdSection {

  private static final String NONE = "none";

  private final ConfigSection section;

  ThresholdSection(ConfigSection section) {
    this.section = section;
  }

  /**
   * Reads the section.
   *
   * @param base settings in place of those that are not given; if another method is given, that
   *     method's own defaults, apart from what all methods understand alike
   * @param timed whether records have an event time, as far as that is known
   */
  ThresholdSettings read(ThresholdSettings base, boolean timed) {
    Method method = section.choice("method", ConfigSection.named(Method.values()), base.method());
    ThresholdSettings otherwise = base.withMethod(method);
    double risk = section.number("risk", otherwise.risk(), 1e-12, 0.1);
    int window = (int) section.integer("window", otherwise.window(), 16, 4096);
    double floor = section.number("floor", otherwise.floor(), 0, 1);
    Double quantile = quantile(method, otherwise, risk);
    Double k = k(method, otherwise);
    Integer depth = depth(method, otherwise);
    Long span = span(method, otherwise, window, timed);
    Long idle = duration("idle", otherwise.idleMillis());
    if (!section.has("idle") && idle != null && span != null) {
      idle = Math.max(idle, span);
    }
    if (idle != null && idle < Math.max(1000, span == null ? 0 : span)) {
      section.fault(
          "idle",
          "is '" + section.raw("idle").asText() + "'",
          "write 1 s or more, and no less than span");
      idle = null;
    }
    Season season = season(otherwise, timed);
    section.refuseUnknownKeys();
    return new ThresholdSettings(
        method, risk, quantile, window, floor, k, depth, span, idle, season);
  }

  private Double quantile(Method method, ThresholdSettings otherwise, double risk) {
    if (!used("quantile", method.hasQuantile(), method)) {
      return null;
    }
    double quantile = section.number("quantile", otherwise.quantile(), 0.5, 0.999);
    if (method.needsPeaks() && risk >= 1 - quantile) {
      section.fault(
          "risk",
          "is " + risk + ", with a quantile of " + quantile,
          "write a risk below 1 - quantile, or no error is a peak");
      return 0.5; // fits any risk
    }
    return quantile;
  }

  private Double k(Method method, ThresholdSettings otherwise) {
    if (!used("k", method.hasSpread(), method) || !section.has("k")) {
      return otherwise.k();
    }
    return "auto".equals(section.raw("k").asText()) ? null : section.number("k", 2, 2, 1000);
  }

  private Integer depth(Method method, ThresholdSettings otherwise) {
    return used("depth", method.hasDepth(), method)
        ? (Integer) (int) section.integer("depth", otherwise.depth(), 8, 1024)
        : null;
  }

  private Long span(Method method, ThresholdSettings otherwise, int window, boolean timed) {
    Long span = duration("span", otherwise.spanMillis());
    if (span != null && span < window) {
      section.fault(
          "span",
          "is '" + section.raw("span").asText() + "'",
          "write at least 1 ms for each of the window's " + window);
      return null;
    }
    if (span != null && window < method.leastTimedWindow()) {
      section.fault(
          "window",
          "is " + window + ", with a span",
          "write at least " + method.leastTimedWindow() + ", or leave span out");
      return null;
    }
    if (span != null && !timed) {
      refuseUntimed("span");
    }
    return span;
  }

  private Season season(ThresholdSettings otherwise, boolean timed) {
    Map<String, Season> seasons = new LinkedHashMap<>(ConfigSection.named(Season.values()));
    seasons.put(NONE, null);
    Season season = section.choice("season", seasons, otherwise.season());
    if (NONE.equals(section.raw("season").asText())) {
      return null;
    }
    if (season != null && !timed) {
      refuseUntimed("season");
    }
    return season;
  }

  private Long duration(String key, Long otherwise) {
    if (!section.has(key)) {
      return otherwise;
    }
    if (NONE.equals(section.raw(key).asText())) {
      return null;
    }
    Optional<Duration> given = section.duration(key);
    return given.map(Duration::toMillis).orElse(otherwise);
  }

  private void refuseUntimed(String key) {
    section.fault(
        key,
        "is given, but the schema has no event time",
        "declare schema.eventTime, or leave it out");
  }

  /** Whether a method has a setting; a fault if it is given in vain. */
  private boolean used(String key, boolean understood, Method method) {
    if (!understood && section.has(key)) {
      section.fault(
          key,
          "is given, but method " + name(method) + " has no use for it",
          "leave it out, or choose another method");
    }
    return understood;
  }

  private static String name(Method method) {
    return ConfigSection.named(Method.values()).entrySet().stream()
        .filter(entry -> entry.getValue() == method)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
