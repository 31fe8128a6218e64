package io.residual.model.threshold;

import io.residual.model.error.Calibration;
import java.util.Arrays;

/**
 * The last errors of an entity, in a ring of fixed size. What an entity has not filled yet holds
 * quantiles of the calibration, which its errors replace one by one, high and low ones mixed.
 *
 * <p>By count, the ring holds the last errors, whatever their age. By event time it is divided into
 * slots of {@code span / window} milliseconds each, and a slot holds the first error of its time:
 * so the ring reaches back the same time for entities with a record a second and with one a minute.
 * What no record came for comes from the calibration again, while less than a quarter of the slots
 * is known; from there on the known ones stand for all, or the calibration would outvote an entity
 * with few records for ever. Time that misbehaves:
 *
 * <ul>
 *   <li>A late record, by less than the span, fills the slot of its own time if that is empty: one
 *       record from ahead does not keep those after it from being learnt.
 *   <li>A record that is the span or more ahead of or behind the entity's time begins anew from the
 *       calibration at its own time: a clock that once ran years ahead does not stop learning.
 * </ul>
 */
final class ErrorRing {

  private static final int LEAST_LENGTH = 8;

  /** The share of slots that must be known to stand for all is one in so many. */
  private static final int ENOUGH = 4;

  private final float[] calibrated;
  private final boolean coded;
  private final long slotMillis;

  /**
   * A ring.
   *
   * @param coded whether errors are stored as {@link ErrorCode}s
   */
  ErrorRing(ThresholdSettings settings, Calibration calibration, boolean coded) {
    this.coded = coded;
    slotMillis =
        settings.spanMillis() == null ? 0 : Math.max(1, settings.spanMillis() / settings.window());
    calibrated = quantiles(calibration, settings.window());
    if (coded) {
      for (int i = 0; i < calibrated.length; i++) {
        calibrated[i] = ErrorCode.value(ErrorCode.of(calibrated[i]));
      }
    }
  }

  /** Evenly spaced quantiles in an order in which high and low ones are mixed. */
  static float[] quantiles(Calibration calibration, int count) {
    // A stride near the golden section, coprime to the count, scatters high and low ones.
    int stride = (int) (count * 0.618);
    while (greatestCommonDivisor(stride, count) != 1) {
      stride++;
    }
    float[] scattered = new float[count];
    for (int i = 0; i < count; i++) {
      scattered[i * stride % count] = (float) calibration.quantile((i + 0.5) / count);
    }
    return scattered;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  int size() {
    return calibrated.length;
  }

  /** A copy of the errors that a new entity begins with. */
  float[] initialErrors() {
    return calibrated.clone();
  }

  /** A copy of the errors in the ring, in no order that matters. */
  float[] errors(ThresholdState state) {
    float[] all = calibrated.clone();
    int length = length(state);
    int known = 0;
    for (int i = 0; i < length; i++) {
      float error = error(state, i);
      if (!Float.isNaN(error)) {
        all[i] = error;
        known++;
      }
    }
    return slotMillis > 0 && known * ENOUGH >= size() ? known(state, known) : all;
  }

  /** As many errors as the ring holds, of the so many known ones alone. */
  private float[] known(ThresholdState state, int count) {
    float[] known = new float[count];
    int filled = 0;
    for (int i = 0; filled < count; i++) {
      float error = error(state, i);
      if (!Float.isNaN(error)) {
        known[filled++] = error;
      }
    }
    float[] all = new float[size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = known[i * count / all.length];
    }
    return all;
  }

  private int length(ThresholdState state) {
    return coded ? state.codes().length : state.errors().length;
  }

  /** NaN where the calibration's stands. */
  private float error(ThresholdState state, int index) {
    return coded ? ErrorCode.value(state.codes()[index]) : state.errors()[index];
  }

  /** Lets the ring slide to an event time. */
  ThresholdState at(ThresholdState state, long eventTimeMillis) {
    if (slotMillis == 0) {
      return state;
    }
    long slot = Math.floorDiv(eventTimeMillis, slotMillis);
    if (state.time() == ThresholdState.NO_TIME) {
      return state.withTime(slot);
    }
    // As double: the difference of two far-off times does not overflow.
    double ahead = (double) slot - state.time();
    if (Math.abs(ahead) >= size()) {
      clear(state, 0, size());
      return moved(state, 0).withTime(slot);
    }
    if (ahead <= 0) {
      return state;
    }
    int steps = (int) ahead;
    for (int i = 1; i <= steps; i++) {
      int index = (state.next() + i) % size();
      clear(state, index, index + 1);
    }
    return moved(state, (state.next() + steps) % size()).withTime(slot);
  }

  /** Learns an error, if the ring has room for one of its time. */
  ThresholdState add(ThresholdState state, double error, long eventTimeMillis) {
    int index = state.next();
    if (slotMillis == 0) {
      return stored(state, index, error, (index + 1) % size());
    }
    // Below the size, since the ring has slid to this time.
    int late = (int) (state.time() - Math.floorDiv(eventTimeMillis, slotMillis));
    int slot = Math.floorMod(index - late, size());
    return isKnown(state, slot) ? state : stored(state, slot, error, index);
  }

  private ThresholdState stored(ThresholdState state, int index, double error, int next) {
    if (coded) {
      char[] codes = state.codes();
      if (index >= codes.length) {
        codes = Arrays.copyOf(codes, lengthFor(index));
        Arrays.fill(codes, state.codes().length, codes.length, ErrorCode.UNSET);
      }
      codes[index] = ErrorCode.of(error);
      return state.withCodes(next, codes);
    }
    float[] errors = state.errors();
    if (index >= errors.length) {
      errors = Arrays.copyOf(errors, lengthFor(index));
      Arrays.fill(errors, state.errors().length, errors.length, Float.NaN);
    }
    errors[index] = (float) Math.min(error, Float.MAX_VALUE);
    return state.withErrors(next, errors);
  }

  private int lengthFor(int index) {
    return Math.min(size(), Math.max(LEAST_LENGTH, 2 * Integer.highestOneBit(index)));
  }

  private boolean isKnown(ThresholdState state, int index) {
    return coded
        ? index < state.codes().length && state.codes()[index] != ErrorCode.UNSET
        : index < state.errors().length && !Float.isNaN(state.errors()[index]);
  }

  private ThresholdState moved(ThresholdState state, int next) {
    return coded ? state.withCodes(next, state.codes()) : state.withErrors(next, state.errors());
  }

  private void clear(ThresholdState state, int from, int to) {
    if (coded) {
      int end = Math.min(to, state.codes().length);
      Arrays.fill(state.codes(), Math.min(from, end), end, ErrorCode.UNSET);
    } else {
      int end = Math.min(to, state.errors().length);
      Arrays.fill(state.errors(), Math.min(from, end), end, Float.NaN);
    }
  }
}
