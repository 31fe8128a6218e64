package io.residual.model.threshold;

import java.util.Arrays;

/**
 * The last peaks, whatever their age, in a ring of {@link ErrorCode}s. The number of records
 * shrinks by its share with every peak that leaves: an exponentially weighted count.
 */
final class PeakRing implements PeakMemory {

  private static final int LEAST_LENGTH = 8;

  private final float[] calibrated;
  private final double peakShare;

  /**
   * A ring.
   *
   * @param calibrated peaks of the calibration; the ring holds as many
   * @param peakShare of all records
   */
  PeakRing(float[] calibrated, double peakShare) {
    this.calibrated = calibrated;
    this.peakShare = peakShare;
  }

  @Override
  public double initialRecords() {
    return calibrated.length / peakShare;
  }

  @Override
  public boolean isOver(ThresholdState state, long eventTimeMillis) {
    return false;
  }

  @Override
  public ThresholdState at(ThresholdState state, long eventTimeMillis) {
    return state;
  }

  @Override
  public ThresholdState add(ThresholdState state, double excess) {
    double[] numbers = state.numbers();
    numbers[RECORDS] -= numbers[RECORDS] / calibrated.length;
    int index = state.next();
    char[] codes = state.codes();
    if (index >= codes.length) {
      codes = Arrays.copyOf(codes, length(index, calibrated.length));
      Arrays.fill(codes, state.codes().length, codes.length, ErrorCode.UNSET);
    }
    codes[index] = ErrorCode.of(excess);
    return state.withCodes((index + 1) % calibrated.length, codes);
  }

  /** How long an array must be for an index: never much longer than what has been learnt. */
  static int length(int index, int most) {
    return Math.min(most, Math.max(LEAST_LENGTH, 2 * Integer.highestOneBit(index)));
  }

  @Override
  public float[] excesses(ThresholdState state) {
    float[] peaks = calibrated.clone();
    for (int i = 0; i < state.codes().length; i++) {
      if (state.codes()[i] != ErrorCode.UNSET) {
        peaks[i] = ErrorCode.value(state.codes()[i]);
      }
    }
    return peaks;
  }

  @Override
  public double peaks(ThresholdState state) {
    return calibrated.length;
  }

  @Override
  public double records(ThresholdState state) {
    return state.numbers()[RECORDS];
  }
}
