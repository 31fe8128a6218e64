package io.residual.job.metrics;

/**
 * Names of the metrics; dashboards and alerting rules hold them, so they do not change. The page
 * {@code docs/metrics.md} says what each means.
 */
public final class MetricNames {

  /** Group of all our metrics within an operator. */
  public static final String GROUP = "residual";

  /** Records read from the input topics. */
  public static final String RECORDS_IN = "recordsIn";

  /** Records refused, by {@link MetricLabels#REASON}. */
  public static final String DEAD_LETTERS = "deadLetters";

  /**
   * Records that got an error and were compared with their threshold, by {@link
   * MetricLabels#OUTCOME}.
   */
  public static final String RECORDS_SCORED = "recordsScored";

  /** Records above their threshold that are declared late; see the alert policy. */
  public static final String RECORDS_LATE = "recordsLate";

  /** Records above their threshold that raise no alert, by {@link MetricLabels#REASON}. */
  public static final String SUPPRESSED = "suppressed";

  /** Alerts raised, by {@link MetricLabels#KIND} and {@link MetricLabels#SEVERITY}. */
  public static final String ALERTS = "alerts";

  /** Alerts that something is wrong, by {@link MetricLabels#ENTITY}. */
  public static final String ENTITY_ALERTS = "entityAlerts";

  /** Distribution of errors. */
  public static final String ERROR = "error";

  /** Distribution of the thresholds that errors were compared with. */
  public static final String THRESHOLD = "threshold";

  /** Distribution of errors over their thresholds. */
  public static final String RELATIVE_ERROR = "relativeError";

  /** Distribution of the microseconds to explain an alert. */
  public static final String EXPLANATION_MICROS = "explanationMicros";

  /** Distribution of the records in a batch. */
  public static final String BATCH_SIZE = "batchSize";

  /** Distribution of the microseconds to score a batch. */
  public static final String BATCH_SCORING_MICROS = "batchScoringMicros";

  /** Always 1, by {@link MetricLabels#MODEL} and {@link MetricLabels#VERSION}: what scores. */
  public static final String MODEL_INFO = "modelInfo";

  /** Windows that were compared with training. */
  public static final String DRIFT_WINDOWS = "driftWindows";

  /** 1 if the last window says that the model should be trained again, else 0. */
  public static final String RETRAINING_DUE = "retrainingDue";

  /** Population stability index of the last window, by {@link MetricLabels#FIELD}. */
  public static final String DRIFT_PSI = "driftPsi";

  /** Kolmogorov-Smirnov statistic of the last window, likewise; NaN for unordered values. */
  public static final String DRIFT_KS = "driftKs";

  /** 0 for none, 1 for some, 2 for much; likewise. */
  public static final String DRIFT_LEVEL = "driftLevel";

  /** Verdicts read, by {@link MetricLabels#KIND}. */
  public static final String VERDICTS = "verdicts";

  /** Messages of the feedback topic that are refused, by {@link MetricLabels#REASON}. */
  public static final String VERDICTS_REFUSED = "verdictsRefused";

  /** Verdicts taken back. */
  public static final String VERDICTS_RETRACTED = "verdictsRetracted";

  private MetricNames() {}
}
