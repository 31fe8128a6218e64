package io.residual.model.threshold;

/**
 * The peaks of the last span of event time, in {@link TimeSlices}. Of an entity with fewer than a
 * quarter of a window in the span, peaks of the calibration make up for what is missing, each with
 * as many records as a peak stands for: a tail is not fitted to next to nothing.
 */
final class PeakSlices implements PeakMemory {

  private static final int ENOUGH = 4;

  private final TimeSlices slices;
  private final float[] calibrated;
  private final int least;
  private final double peakShare;

  /** Slices for peaks that are a share of all records. */
  PeakSlices(ThresholdSettings settings, float[] calibrated, double peakShare) {
    slices = new TimeSlices(settings, RECORDS);
    this.calibrated = calibrated;
    this.peakShare = peakShare;
    least = settings.window() / ENOUGH;
  }

  @Override
  public double initialRecords() {
    return 0;
  }

  @Override
  public boolean isOver(ThresholdState state, long eventTimeMillis) {
    return slices.isOver(state, eventTimeMillis);
  }

  @Override
  public ThresholdState at(ThresholdState state, long eventTimeMillis) {
    return slices.at(state, eventTimeMillis);
  }

  @Override
  public ThresholdState add(ThresholdState state, double excess) {
    return slices.add(state, excess);
  }

  @Override
  public float[] excesses(ThresholdState state) {
    return slices.sample(state, calibrated, least);
  }

  @Override
  public double peaks(ThresholdState state) {
    return Math.max(least, slices.values(state));
  }

  @Override
  public double records(ThresholdState state) {
    return slices.records(state) + Math.max(0, least - slices.values(state)) / peakShare;
  }
}
