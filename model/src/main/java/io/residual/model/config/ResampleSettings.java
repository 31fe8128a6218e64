package io.residual.model.config;

/**
 * Shows rare kinds of normal rows to the networks more often, and common kinds less often.
 *
 * @param modes how many kinds of rows are told apart; 0 shows every row once an epoch
 * @param strength 0 shows all rows alike, 1 all kinds alike
 * @param limit how many times as often a row is shown at most; at least 1
 */
public record ResampleSettings(int modes, double strength, double limit) {

  /** Every row once an epoch. */
  public static final ResampleSettings NONE = new ResampleSettings(0, 0.5, 10);

  /** More kinds than this are single rows. */
  public static final int MAX_MODES = 1000;

  /** Checks the ranges. */
  public ResampleSettings {
    if (modes < 0 || modes > MAX_MODES) {
      throw new IllegalArgumentException(
          "modes is " + modes + "; it must be from 0 to " + MAX_MODES);
    }
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength is " + strength + "; it must be from 0 to 1");
    }
    if (!(limit >= 1 && limit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("limit is " + limit + "; it must be at least 1");
    }
  }
}
