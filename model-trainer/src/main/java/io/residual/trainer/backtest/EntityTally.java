package io.residual.trainer.backtest;

import io.residual.model.detect.Detection;
import io.residual.model.policy.PolicyDecision;
import java.util.Optional;

/**
 * What became of one entity's records. Not thread safe.
 *
 * <p>Times are event times in milliseconds since 1970.
 */
public final class EntityTally {

  private final String entity;
  private final Optional<ErrorTrace> trace;
  private long records;
  private long alerts;
  private long incidents;
  private long suppressed;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;
  private double worst;
  private long worstMillis;

  /**
   * Of an entity that no record has come of.
   *
   * @param traced whether to remember its errors for a plot
   */
  EntityTally(String entity, boolean traced) {
    this.entity = entity;
    this.trace = traced ? Optional.of(new ErrorTrace()) : Optional.empty();
  }

  /**
   * Takes a record into account.
   *
   * @param stretches that a trace may keep
   */
  void add(long eventTimeMillis, Detection detection, int stretches) {
    PolicyDecision decision = detection.decision();
    records++;
    alerts += decision.raised() ? 1 : 0;
    incidents += decision.opened() ? 1 : 0;
    suppressed += decision.suppressed().isPresent() ? 1 : 0;
    firstMillis = Math.min(firstMillis, eventTimeMillis);
    lastMillis = Math.max(lastMillis, eventTimeMillis);
    double ratio =
        detection.modelFault()
            ? Double.POSITIVE_INFINITY
            : detection.error() / detection.threshold();
    if (ratio > worst) {
      worst = ratio;
      worstMillis = eventTimeMillis;
    }
    trace.ifPresent(
        kept ->
            kept.add(
                eventTimeMillis,
                detection.error(),
                detection.threshold(),
                decision.raised(),
                stretches));
  }

  /** Its errors over time; empty if nobody asked for them. */
  public Optional<ErrorTrace> trace() {
    return trace;
  }

  /** Its name. */
  public String entity() {
    return entity;
  }

  /** Records that were scored. */
  public long records() {
    return records;
  }

  /** Alerts that were raised. */
  public long alerts() {
    return alerts;
  }

  /** Incidents that were opened. */
  public long incidents() {
    return incidents;
  }

  /** Records above the threshold that raised no alert. */
  public long suppressed() {
    return suppressed;
  }

  /** Event time of its earliest record. */
  public long firstMillis() {
    return firstMillis;
  }

  /** Event time of its latest record. */
  public long lastMillis() {
    return lastMillis;
  }

  /** The largest error in units of its threshold; infinite if the model gave no finite one. */
  public double worst() {
    return worst;
  }

  /** When that was. */
  public long worstMillis() {
    return worstMillis;
  }
}
