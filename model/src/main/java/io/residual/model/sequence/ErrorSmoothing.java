package io.residual.model.sequence;

/**
 * The exponentially weighted mean of an entity's errors (Roberts, Technometrics 1, 1959): an error
 * that stays counts for more than one that comes and goes.
 *
 * <p>With a span of n records the newest error weighs {@code 2 / (n + 1)}, so that the mean is
 * about as old as that of the last n errors, {@code (n - 1) / 2} records, and remembers one number
 * instead of n. Holds no state of entities: immutable, thread safe.
 */
public final class ErrorSmoothing {

  /** What stands for the mean of an entity that has had no error yet. */
  public static final double NONE = Double.NaN;

  private final double weight;

  /** The smoothing of the given window's errors. */
  public ErrorSmoothing(SequenceWindow window) {
    weight = window.smoothing() == null ? 1 : 2.0 / (window.smoothing() + 1);
  }

  /** Whether errors change at all. */
  public boolean active() {
    return weight < 1;
  }

  /**
   * The mean after another error.
   *
   * @param mean up to now, or {@link #NONE}
   * @param error finite; a broken model's error is no part of any mean
   */
  public double next(double mean, double error) {
    return Double.isNaN(mean) || weight == 1 ? error : mean + weight * (error - mean);
  }
}
