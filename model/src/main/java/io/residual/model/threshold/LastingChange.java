package io.residual.model.threshold;

/**
 * Tells a lasting change of an entity from anomalies: counts errors above the threshold, and takes
 * one off for every so many below it, down to none. When the count passes a limit, errors are
 * learnt even if they are above the threshold, until as many in a row are below it.
 *
 * <p>A cumulative sum (Page, Biometrika 41, 1954) of exceedances: what exceeds the threshold more
 * often than is forgiven, and for long enough, is how the entity is; what does so less often never
 * adds up. Errors need not exceed the threshold in a row: an entity that is ten times as noisy as
 * before has small errors as well.
 *
 * <p>The count is kept in units of one forgiven-th.
 */
final class LastingChange {

  /** One anomaly in so many records is forgiven for ever: the usual share of anomalies and more. */
  static final int FORGIVEN = 64;

  private final int forgiven;
  private final int limit;

  /**
   * Tells after how many errors above the threshold a change is taken for a lasting one.
   *
   * @param exceedances at least 1
   * @param forgiven errors below the threshold that make one above it forgotten, at least 1
   */
  LastingChange(int exceedances, int forgiven) {
    this.forgiven = forgiven;
    limit = Math.multiplyExact(exceedances, forgiven);
  }

  /** The count after an error. */
  int next(int count, boolean exceeds) {
    if (exceeds) {
      return Math.min(count + forgiven, limit + forgiven);
    }
    boolean ends = isLearnt(count) && !isLearnt(count - 1);
    return ends ? 0 : Math.max(0, count - 1);
  }

  /** Whether errors above the threshold are learnt. */
  boolean isLearnt(int count) {
    return count > limit;
  }
}
