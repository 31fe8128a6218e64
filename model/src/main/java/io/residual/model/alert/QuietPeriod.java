package io.residual.model.alert;

/**
 * One alert an incident: after an alert, an entity is quiet for a number of records, unless
 * something far worse comes.
 *
 * <p>Repeated alerts cost more than any model gains: on the NAB streams the same errors score 28
 * with an alert for every record above the threshold and 62 without repetitions. The period counts
 * from the last alert, not from the last record above the threshold: a fault that lasts is recalled
 * once a period. Holds no state of entities: immutable, thread safe.
 *
 * @param records for which an entity is quiet after an alert; 0 lets every record alert
 * @param worse a record alerts all the same if it exceeds its threshold by this many times the
 *     factor of the last alert; at least 1, infinite if none ever shall
 */
public record QuietPeriod(int records, double worse) {

  /**
   * A hundred records: from 100 to 200 the streams of NAB score alike, and 300 misses a second
   * incident soon after the first.
   */
  public static final QuietPeriod DEFAULT = new QuietPeriod(100, 4);

  /** Every record above its threshold alerts. */
  public static final QuietPeriod NONE = new QuietPeriod(0, Double.POSITIVE_INFINITY);

  /** Checks the ranges. */
  public QuietPeriod {
    if (records < 0 || !(worse >= 1)) {
      throw new IllegalArgumentException(
          "a quiet period of " + records + " records, broken by records " + worse + " times worse");
    }
  }

  /**
   * What is remembered of an entity. Public and made of primitives, so that Flink can store it.
   *
   * @param left records for which the entity is still quiet
   * @param excess error over threshold of the last alert
   */
  public record State(int left, double excess) {

    /** An entity that never alerted. */
    public static final State INITIAL = new State(0, 0);
  }

  /**
   * Whether a record alerts.
   *
   * @param error of the record; infinite or NaN if the model is broken, which always alerts
   */
  public boolean alerts(State state, double error, double threshold) {
    if (!Double.isFinite(error)) {
      return true;
    }
    return error > threshold && (state.left() == 0 || error / threshold > worse * state.excess());
  }

  /** The state after a record that was judged with the given one. */
  public State next(State state, double error, double threshold) {
    if (Double.isFinite(error) && alerts(state, error, threshold)) {
      return new State(records, error / threshold);
    }
    return state.left() == 0 ? State.INITIAL : new State(state.left() - 1, state.excess());
  }
}
