package io.residual.model.config;

/**
 * What is done about anomalies that nobody labelled among the training rows.
 *
 * @param fraction of the training rows that are taken for anomalies, from 0 to 0.5; 0 takes every
 *     row for normal
 * @param method what becomes of them
 * @param rounds how often rows are judged, each time by networks that learnt from the rows that the
 *     round before took for normal; at least 1
 */
public record ContaminationSettings(double fraction, Method method, int rounds) {

  /** What becomes of rows that look contaminated. */
  public enum Method {
    /** They are left out. */
    TRIM,
    /** They count the less the farther off they are. */
    DOWN_WEIGHT
  }

  /** Every row is taken for normal. */
  public static final ContaminationSettings NONE = new ContaminationSettings(0, Method.TRIM, 1);

  /** Checks the ranges. */
  public ContaminationSettings {
    if (!(fraction >= 0 && fraction <= 0.5)) {
      throw new IllegalArgumentException(
          "fraction is " + fraction + "; it must be from 0 to 0.5: most rows must be normal");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds is " + rounds + "; it must be at least 1");
    }
  }
}
