package io.residual.job.config;

/** Where a job begins that has no savepoint. */
public enum StartingOffsets {
  /** The first record that Kafka still has. */
  EARLIEST,
  /** Behind the last record. */
  LATEST,
  /** Where the group stopped; EARLIEST for partitions where it never was. */
  COMMITTED
}
