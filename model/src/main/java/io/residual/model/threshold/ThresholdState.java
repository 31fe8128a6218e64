package io.residual.model.threshold;

/**
 * What a rolling threshold remembers of one entity. Public and made of primitives, so that Flink
 * stores it without Kryo. Part of savepoints: do not rename or retype.
 *
 * <p>What is not known yet takes no room: arrays are no longer than what has been learnt of the
 * entity so far, and what is behind their ends comes from the calibration. So an entity of which
 * one record was seen costs tens of bytes, not a full ring.
 *
 * <p>Arrays belong to the state: {@link RollingThreshold#observe} writes into them and hands them
 * on.
 *
 * @param version of this layout, {@link #VERSION}
 * @param shape which rule made it and with which settings, as far as they decide what the numbers
 *     mean, see {@link ThresholdSettings#shape()}
 * @param next index in a ring of the oldest error, the next to be replaced; with time slots, of the
 *     current slot; of {@link TimeSlices}, how many values the open slice has had
 * @param count errors above the threshold that may be the beginning of a lasting change; of peaks,
 *     errors in the open block
 * @param time what the rule remembers of event time; {@link #NO_TIME} if it has seen none
 * @param numbers few, of the rule's own meaning
 * @param errors a ring as it came; NaN marks what comes from the calibration
 * @param codes a ring of {@link ErrorCode}s; {@link ErrorCode#UNSET} marks what comes from the
 *     calibration; or {@link TimeSlices}
 */
@SuppressWarnings("ArrayRecordComponent") // reused on purpose: see above
public record ThresholdState(
    int version,
    int shape,
    int next,
    int count,
    long time,
    double[] numbers,
    float[] errors,
    char[] codes) {

  /** The layout that this code writes. 1 held whole rings of floats. */
  public static final int VERSION = 2;

  /** No event time yet. */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final double[] NO_NUMBERS = {};
  private static final float[] NO_ERRORS = {};
  private static final char[] NO_CODES = {};

  /** A state that has learnt nothing yet. */
  static ThresholdState empty(int shape) {
    return of(shape, NO_NUMBERS);
  }

  /** A state that has learnt nothing but starts from numbers. */
  static ThresholdState of(int shape, double[] numbers) {
    return new ThresholdState(VERSION, shape, 0, 0, NO_TIME, numbers, NO_ERRORS, NO_CODES);
  }

  ThresholdState withCount(int changed) {
    return new ThresholdState(version, shape, next, changed, time, numbers, errors, codes);
  }

  ThresholdState withTime(long changed) {
    return new ThresholdState(version, shape, next, count, changed, numbers, errors, codes);
  }

  ThresholdState withNumbers(double... changed) {
    return new ThresholdState(version, shape, next, count, time, changed, errors, codes);
  }

  ThresholdState withErrors(int index, float[] changed) {
    return new ThresholdState(version, shape, index, count, time, numbers, changed, codes);
  }

  ThresholdState withCodes(int index, char[] changed) {
    return new ThresholdState(version, shape, index, count, time, numbers, errors, changed);
  }
}
