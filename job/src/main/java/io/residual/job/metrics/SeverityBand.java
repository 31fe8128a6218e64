package io.residual.job.metrics;

import java.util.Locale;

/**
 * Alerts by how improbable their error is in a normal record; a severity of 0.1 stands for a power
 * of ten.
 */
public enum SeverityBand {
  /** More than one in a hundred thousand. */
  LOW,
  /** From one in a hundred thousand down to one in ten million. */
  MEDIUM,
  /** From one in ten million down to one in a billion. */
  HIGH,
  /** One in a billion, or less. */
  CRITICAL;

  private static final double MEDIUM_FROM = 0.5;
  private static final double HIGH_FROM = 0.7;
  private static final double CRITICAL_FROM = 0.9;

  /** The band of a severity from 0 to 1; of NaN, the lowest. */
  public static SeverityBand of(double severity) {
    if (severity >= CRITICAL_FROM) {
      return CRITICAL;
    }
    if (severity >= HIGH_FROM) {
      return HIGH;
    }
    return severity >= MEDIUM_FROM ? MEDIUM : LOW;
  }

  /** The band as written in metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
