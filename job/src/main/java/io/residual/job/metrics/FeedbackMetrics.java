package io.residual.job.metrics;

import io.residual.model.feedback.InvalidVerdictException;
import io.residual.model.feedback.Verdict;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what people say about alerts. */
public final class FeedbackMetrics {

  private final Map<Verdict.Kind, Counter> verdicts = new EnumMap<>(Verdict.Kind.class);
  private final Map<InvalidVerdictException.Reason, Counter> refused =
      new EnumMap<>(InvalidVerdictException.Reason.class);
  private final Counter retracted;

  /** Registers with the operator's group, every kind and reason at once. */
  public FeedbackMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup(MetricNames.GROUP);
    for (Verdict.Kind kind : Verdict.Kind.values()) {
      verdicts.put(
          kind, group.addGroup(MetricLabels.KIND, kind.code()).counter(MetricNames.VERDICTS));
    }
    for (InvalidVerdictException.Reason reason : InvalidVerdictException.Reason.values()) {
      refused.put(
          reason,
          group.addGroup(MetricLabels.REASON, reason.code()).counter(MetricNames.VERDICTS_REFUSED));
    }
    retracted = group.counter(MetricNames.VERDICTS_RETRACTED);
  }

  /** A verdict was read. */
  public void verdict(Verdict.Kind kind) {
    verdicts.get(kind).inc();
  }

  /** A verdict was taken back. */
  public void retracted() {
    retracted.inc();
  }

  /** A message was refused. */
  public void refused(InvalidVerdictException.Reason reason) {
    refused.get(reason).inc();
  }
}
