package io.residual.model.policy;

/** How often an entity reports: a running mean of the time between its records. */
final class Pace {

  /** No record has come yet. */
  static final float UNKNOWN = -2;

  /** One record has come. */
  static final float FIRST = -1;

  /** A record counts for a sixteenth: the pace of some dozen records. */
  private static final float WEIGHT = 1f / 16;

  /**
   * A pause of more than ten usual ones counts as ten: an outage or a clock that leaps says little
   * of how often the entity reports.
   */
  private static final float LONGEST = 10;

  /** Lets the pace find its way up from nothing: records may share a millisecond. */
  private static final float LEAST_MILLIS = 1000;

  private Pace() {}

  /** The pace after one more record, so many milliseconds from the one before, either way. */
  static float next(float interval, double millis) {
    if (interval == UNKNOWN) {
      return FIRST;
    }
    double pause = Math.abs(millis);
    if (interval == FIRST) {
      return (float) Math.min(pause, (double) CoolDown.LONGEST_MILLIS);
    }
    double counted = Math.min(pause, LONGEST * Math.max(interval, LEAST_MILLIS));
    return (float) (interval + WEIGHT * (counted - interval));
  }
}
