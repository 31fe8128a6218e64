package io.residual.benchmark.explain;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How a method did.
 *
 * @param named faults whose fields are all among the first ones
 * @param alerts faults that raise an alert
 * @param namedOfAlerts those of them that are named
 * @param millis time of each explanation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outcome(int faults, int named, int alerts, int namedOfAlerts, double[] millis) {

  /** Part of the faults that are named. */
  double rate() {
    return (double) named / faults;
  }

  Outcome plus(Outcome other) {
    return new Outcome(
        faults + other.faults,
        named + other.named,
        alerts + other.alerts,
        namedOfAlerts + other.namedOfAlerts,
        DoubleStream.concat(Arrays.stream(millis), Arrays.stream(other.millis)).toArray());
  }

  /** A quantile of the time of an explanation. */
  double millisAt(double quantile) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return sorted[(int) (quantile * (sorted.length - 1))];
  }
}
