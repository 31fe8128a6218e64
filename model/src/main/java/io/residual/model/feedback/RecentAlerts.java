package io.residual.model.feedback;

import io.residual.model.policy.Incident;
import java.util.function.LongPredicate;

/**
 * An entity's last alerts, so that a verdict that gives no more than an alert's id finds what it is
 * about. Public and made of primitives, so that Flink stores it without Kryo; part of savepoints:
 * do not rename or retype. Immutable: the arrays are never written to again.
 *
 * @param version of this layout, {@link #VERSION}
 * @param model that made the errors, see {@link io.residual.model.bundle.ModelFingerprint}
 * @param numbers of the alerts, see {@link Incident#number}, oldest first
 * @param times event times of their records, in milliseconds
 * @param errors of their records
 * @param fields that were to blame, see {@link Blame}
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, never compared
public record RecentAlerts(
    byte version, long model, long[] numbers, long[] times, double[] errors, long[] fields) {

  /** The layout that this code writes. */
  public static final byte VERSION = 1;

  /** Alerts that are remembered of an entity among others: 32 bytes each. */
  public static final int OF_ENTITY = 6;

  /** Alerts that are remembered where all records are of one entity. */
  public static final int OF_ALL = 1024;

  /** Of an entity that has had no alert. */
  public static final RecentAlerts NONE =
      new RecentAlerts(VERSION, 0, new long[0], new long[0], new double[0], new long[0]);

  /** How many there are. */
  public int size() {
    return numbers.length;
  }

  /** Where an alert is; -1 if it is not among them. */
  public int find(long number) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }

  /** The error of an alert as the given model measures; NaN if another one measured it. */
  double error(int index, long ofModel) {
    return model == ofModel ? errors[index] : Double.NaN;
  }

  /**
   * The largest error, as the given model measures, of alerts for which any of the fields was to
   * blame; NaN if there is none.
   */
  double largest(long anyOf, long ofModel) {
    double largest = Double.NaN;
    for (int i = 0; i < size(); i++) {
      double error = error(i, ofModel);
      if ((fields[i] & anyOf) != 0 && !(error <= largest)) {
        largest = error;
      }
    }
    return largest;
  }

  /**
   * These and one more.
   *
   * @param recordId of the record that raised it
   * @param error finite
   * @param blamed see {@link Blame}
   * @param capacity how many there may be then; the oldest that nobody has judged makes room
   * @param judged whether somebody has judged the alert of a number
   */
  public RecentAlerts with(
      long ofModel,
      String recordId,
      long timeMillis,
      double error,
      long blamed,
      int capacity,
      LongPredicate judged) {
    int out = size() < capacity ? -1 : 0;
    for (int i = 0; out >= 0 && i < size(); i++) {
      if (!judged.test(numbers[i])) {
        out = i;
        break;
      }
    }
    int gap = out < 0 ? size() : out;
    int length = out < 0 ? size() + 1 : size();
    RecentAlerts more =
        new RecentAlerts(
            VERSION,
            ofModel,
            new long[length],
            new long[length],
            new double[length],
            new long[length]);
    for (int i = 0; i < length - 1; i++) {
      int from = i < gap ? i : i + 1;
      more.put(i, numbers[from], times[from], error(from, ofModel), fields[from]);
    }
    more.put(length - 1, Incident.number(recordId), timeMillis, error, blamed);
    return more;
  }

  /** While it is made. */
  private void put(int index, long number, long timeMillis, double error, long blamed) {
    numbers[index] = number;
    times[index] = timeMillis;
    errors[index] = error;
    fields[index] = blamed;
  }
}
