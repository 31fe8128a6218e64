package io.residual.model.feedback;

import io.residual.model.policy.Incident;
import java.util.Arrays;
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
    double[] comparable = errors;
    if (model != ofModel && size() > 0) {
      comparable = new double[size()];
      Arrays.fill(comparable, Double.NaN);
    }
    return new RecentAlerts(
        VERSION,
        ofModel,
        with(numbers, out, Incident.number(recordId)),
        with(times, out, timeMillis),
        with(comparable, out, error),
        with(fields, out, blamed));
  }

  private static long[] with(long[] values, int out, long last) {
    long[] more = Arrays.copyOf(values, values.length + (out < 0 ? 1 : 0));
    if (out >= 0) {
      System.arraycopy(values, out + 1, more, out, values.length - out - 1);
    }
    more[more.length - 1] = last;
    return more;
  }

  private static double[] with(double[] values, int out, double last) {
    double[] more = Arrays.copyOf(values, values.length + (out < 0 ? 1 : 0));
    if (out >= 0) {
      System.arraycopy(values, out + 1, more, out, values.length - out - 1);
    }
    more[more.length - 1] = last;
    return more;
  }
}
