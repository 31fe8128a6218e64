package io.residual.model.threshold;

/**
 * A rule that says which error is too large for an entity. Holds no state of entities: immutable,
 * thread safe, one instance serves all.
 */
public interface RollingThreshold {

  /** The state of an entity that was never seen: that of the calibration rows. */
  ThresholdState initial();

  /** Whether a state that was stored, perhaps by a job with other settings, can be gone on with. */
  boolean accepts(ThresholdState state);

  /** The current threshold of an entity; finite and positive. */
  double threshold(ThresholdState state);

  /** What no entity's threshold is ever below: smaller errors need not be compared with any. */
  double lowest();

  /**
   * Compares an error with the entity's threshold and takes it into account. Anomalies must not
   * teach the threshold that they are normal; only a change that lasts is learnt after all. How
   * this is seen to is the rule's own business.
   *
   * @param state must not be used any more afterwards
   * @param error finite and at least 0
   * @param eventTimeMillis of the record
   * @return the threshold before the error is taken into account, and the state after
   * @throws IllegalArgumentException if the error is NaN, infinite or negative
   */
  Comparison observe(ThresholdState state, double error, long eventTimeMillis);

  /**
   * How severe an error is: 0 for a probability of 1, growing by 0.1 with every power of ten by
   * which the error is less probable in a normal record of this entity, 1 from one in ten billion.
   *
   * @param error at least 0; infinite is 1
   * @return from 0 to 1
   */
  double severity(double error, double threshold);
}
