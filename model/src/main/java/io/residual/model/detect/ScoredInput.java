package io.residual.model.detect;

/**
 * A scored record as a detector looks at it. Identity and features are only asked for if the error
 * is conspicuous: above {@link Detector#harmless()}, or not finite.
 */
public interface ScoredInput {

  /** The error as the network gave it; NaN or infinite if the model is broken. */
  double error();

  /** When the record says that it happened, in milliseconds since 1970; any value. */
  long eventTimeMillis();

  /** The record's id, the same whenever it is read. */
  String id();

  /** The network's row, of a window the oldest record first, from {@link #start()} on. */
  float[] features();

  /** The row's reconstruction, from {@link #start()} on. */
  float[] reconstruction();

  /** Index of the row's first feature in both. */
  int start();
}
