package io.residual.job.metrics;

/** Names of the metrics; dashboards and alerting rules hold them, so they do not change. */
public final class MetricNames {

  /** Group of all our metrics within an operator. */
  public static final String GROUP = "residual";

  /** Records read from the input topics. */
  public static final String RECORDS_IN = "recordsIn";

  /** Records that got an error. */
  public static final String RECORDS_SCORED = "recordsScored";

  /** Records refused; in a group {@link #REASON}. */
  public static final String DEAD_LETTERS = "deadLetters";

  /** Label of dead letters and of what is suppressed: the reason's code. */
  public static final String REASON = "reason";

  /** Alerts raised; in a group {@link #KIND}. */
  public static final String ALERTS = "alerts";

  /** Label of alerts: anomaly, model-fault or incident-closed. */
  public static final String KIND = "kind";

  /** Records above their threshold that raise no alert; in a group {@link #REASON}. */
  public static final String SUPPRESSED = "suppressed";

  /** Records a batch. */
  public static final String BATCH_SIZE = "batchSize";

  /** Microseconds to score a batch. */
  public static final String BATCH_SCORING_MICROS = "batchScoringMicros";

  /** Windows that were compared with training. */
  public static final String DRIFT_WINDOWS = "driftWindows";

  /** 1 if the last window says that the model should be trained again, else 0. */
  public static final String RETRAINING_DUE = "retrainingDue";

  /** Label of drift: the field's name, or (error). */
  public static final String FIELD = "field";

  /** Population stability index of the last window, in a group {@link #FIELD}. */
  public static final String DRIFT_PSI = "driftPsi";

  /** Kolmogorov-Smirnov statistic of the last window, likewise; NaN for unordered values. */
  public static final String DRIFT_KS = "driftKs";

  /** 0 for none, 1 for some, 2 for much; likewise. */
  public static final String DRIFT_LEVEL = "driftLevel";

  /** Verdicts read; in a group {@link #KIND}: false-alarm, confirmed or expected. */
  public static final String VERDICTS = "verdicts";

  /** Messages of the feedback topic that are refused; in a group {@link #REASON}. */
  public static final String VERDICTS_REFUSED = "verdictsRefused";

  /** Verdicts taken back. */
  public static final String VERDICTS_RETRACTED = "verdictsRetracted";

  private MetricNames() {}
}
