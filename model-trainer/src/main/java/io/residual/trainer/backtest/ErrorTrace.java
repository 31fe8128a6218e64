package io.residual.trainer.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The errors of one entity over time, few enough to be drawn: stretches of equal length, each with
 * its smallest and largest error, so that no peak is lost. When there are too many, stretches
 * become twice as long and neighbours are joined. Stretches without records take no room, so that
 * one record from another century does not blur the others. Not thread safe.
 */
public final class ErrorTrace {

  private final TreeMap<Long, Stretch> stretches = new TreeMap<>();
  private long length = 1;

  /** What happened in a stretch of time. */
  public static final class Stretch {

    private long firstMillis;
    private float lowest = Float.POSITIVE_INFINITY;
    private float highest = Float.NEGATIVE_INFINITY;
    private float threshold;
    private float alerted = Float.NaN;
    private long alertMillis;

    private Stretch(long firstMillis) {
      this.firstMillis = firstMillis;
    }

    private void join(Stretch later) {
      lowest = Math.min(lowest, later.lowest);
      highest = Math.max(highest, later.highest);
      threshold = later.threshold;
      if (!(alerted >= later.alerted) && !Float.isNaN(later.alerted)) {
        alerted = later.alerted;
        alertMillis = later.alertMillis;
      }
    }

    /** Event time of its earliest record. */
    public long millis() {
      return firstMillis;
    }

    /** Its smallest error. */
    public double lowest() {
      return lowest;
    }

    /** Its largest error; infinite if the network gave none that is finite. */
    public double highest() {
      return highest;
    }

    /** The threshold that its latest record met. */
    public double threshold() {
      return threshold;
    }

    /** Whether a record raised an alert. */
    public boolean hasAlert() {
      return !Float.isNaN(alerted);
    }

    /** The largest error that raised an alert. */
    public double alerted() {
      return alerted;
    }

    /** When that was. */
    public long alertMillis() {
      return alertMillis;
    }
  }

  /**
   * Takes a record into account.
   *
   * @param most stretches that may be kept, at least 2
   */
  void add(long eventTimeMillis, double error, double threshold, boolean alert, int most) {
    Stretch stretch =
        stretches.computeIfAbsent(
            Math.floorDiv(eventTimeMillis, length), index -> new Stretch(eventTimeMillis));
    float shown = Double.isFinite(error) ? (float) error : Float.POSITIVE_INFINITY;
    stretch.firstMillis = Math.min(stretch.firstMillis, eventTimeMillis);
    stretch.lowest = Math.min(stretch.lowest, shown);
    stretch.highest = Math.max(stretch.highest, shown);
    stretch.threshold = (float) threshold;
    if (alert && !(stretch.alerted >= shown)) {
      stretch.alerted = shown;
      stretch.alertMillis = eventTimeMillis;
    }
    while (stretches.size() > most) {
      widen();
    }
  }

  private void widen() {
    length *= 2;
    List<Stretch> before = new ArrayList<>(stretches.values());
    stretches.clear();
    for (Stretch stretch : before) {
      stretches.merge(
          Math.floorDiv(stretch.firstMillis, length),
          stretch,
          (earlier, later) -> {
            earlier.join(later);
            return earlier;
          });
    }
  }

  /** The stretches that have records, in order. */
  public List<Stretch> stretches() {
    return List.copyOf(stretches.values());
  }
}
