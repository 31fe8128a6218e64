package io.residual.model.threshold;

/**
 * What {@link SpotThreshold} remembers of an entity's peaks: by how much they exceeded the level,
 * and among how many records they were found. Immutable, thread safe: all state is handed in.
 */
interface PeakMemory {

  /** Place in {@link ThresholdState#numbers()} of the number of records. */
  int RECORDS = 1;

  /** What stands in that place of a new entity. */
  double initialRecords();

  /** Whether nothing that is known counts at a time. */
  boolean isOver(ThresholdState state, long eventTimeMillis);

  /** Forgets what is too old; the state then has another time. */
  ThresholdState at(ThresholdState state, long eventTimeMillis);

  /** Takes in a peak, at the time that the state has been brought to. */
  ThresholdState add(ThresholdState state, double excess);

  /** Excesses that the tail is fitted to; where the entity's are too few, the calibration's. */
  float[] excesses(ThresholdState state);

  /** How many peaks there were, the calibration's included. */
  double peaks(ThresholdState state);

  /** Among how many records. */
  double records(ThresholdState state);
}
