package io.residual.model.policy;

/**
 * What the alert policy remembers of one entity: its pace and its open incident. Public and made of
 * primitives, so that Flink stores it without Kryo.
 *
 * @param version of this layout, {@link #VERSION}
 * @param lastTime event time of the record before, in milliseconds
 * @param interval typical time between two records, in milliseconds; negative before two are known
 * @param incident number of the open incident
 * @param count records above the threshold in the open incident; 0 if none is open
 * @param start event time of the record that opened it
 * @param latest event time of its latest conspicuous record
 * @param peakTime event time of its worst record
 * @param peakError largest error of it; may be infinite
 * @param peakSeverity severity of that error
 * @param raisedError largest error of it that raised an alert
 * @param raisedTime event time of the record that raised its latest alert
 * @param told which fields its alerts named first, a bit for each, counted modulo 64
 * @param late how many records in a row lay far before it
 */
public record PolicyState(
    byte version,
    long lastTime,
    float interval,
    long incident,
    int count,
    long start,
    long latest,
    long peakTime,
    double peakError,
    float peakSeverity,
    double raisedError,
    long raisedTime,
    long told,
    byte late) {

  /** The layout that this code writes. */
  public static final byte VERSION = 2;

  /** Of an entity that no record has come of. */
  static final PolicyState NONE =
      new PolicyState(VERSION, 0, Pace.UNKNOWN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0);

  /** Whether there is an open incident. */
  boolean open() {
    return count > 0;
  }
}
