package io.residual.job.metrics;

/** Labels of the metrics: groups with a key and a value, in Flink's terms. */
final class MetricLabels {

  /** Code of the reason for which a record is refused or suppressed. */
  static final String REASON = "reason";

  /** What came of a scored record: {@code normal}, {@code alert} or {@code suppressed}. */
  static final String OUTCOME = "outcome";

  /** Kind of an alert: {@code anomaly}, {@code model-fault} or {@code incident-closed}. */
  static final String KIND = "kind";

  /** Code of an alert's {@link SeverityBand}. */
  static final String SEVERITY = "severity";

  /** Entity that an alert is about, or {@link EntityAlerts#OTHERS}. */
  static final String ENTITY = "entity";

  /** Name of the model. */
  static final String MODEL = "model";

  /** Version of the model. */
  static final String VERSION = "version";

  /** Name of a field, or {@code (error)}. */
  static final String FIELD = "field";

  private MetricLabels() {}
}
