package io.residual.job.config;

/** What the sinks promise. */
public enum Delivery {
  /** Kafka transactions, committed with checkpoints. */
  EXACTLY_ONCE,
  /** Messages are visible at once and may be repeated after a failure. */
  AT_LEAST_ONCE
}
