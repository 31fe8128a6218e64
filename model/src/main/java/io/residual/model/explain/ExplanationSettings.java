package io.residual.model.explain;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How alerts are explained. Immutable and thread safe.
 *
 * @param method how fields' contributions are found
 * @param background how many training rows the bundle holds for it, at most {@link
 *     BackgroundSample#MAX_ROWS}; 0 for none, which only shares do without
 * @param budgetMillis how long an explanation may take; then the exact shares stand alone
 * @param evaluations rows that an explanation puts through the network at most, where fields are
 *     too many to try all combinations
 */
public record ExplanationSettings(
    ExplanationMethod method, int background, int budgetMillis, int evaluations) {

  /** Longer than this, an alert is late rather than explained. */
  public static final int MAX_BUDGET_MILLIS = 60_000;

  /** Beyond, estimates do not get better that anybody could see. */
  public static final int MAX_EVALUATIONS = 1 << 20;

  /** Shares. */
  public static final ExplanationSettings DEFAULT =
      new ExplanationSettings(ExplanationMethod.SHARES, 16, 500, 1 << 14);

  /** Checks the ranges. */
  public ExplanationSettings {
    if (method == null) {
      throw new IllegalArgumentException("no method of explanation");
    }
    if (background < 0 || background > BackgroundSample.MAX_ROWS) {
      throw new IllegalArgumentException(
          background + " background rows; there may be 0 to " + BackgroundSample.MAX_ROWS);
    }
    if (budgetMillis < 1 || budgetMillis > MAX_BUDGET_MILLIS) {
      throw new IllegalArgumentException(
          "a budget of " + budgetMillis + " ms; it must be from 1 to " + MAX_BUDGET_MILLIS);
    }
    if (evaluations < 1 || evaluations > MAX_EVALUATIONS) {
      throw new IllegalArgumentException(
          evaluations + " evaluations; there must be from 1 to " + MAX_EVALUATIONS);
    }
  }

  /** Whether the method tries rows out, and so needs a network and background rows. */
  @JsonIgnore
  public boolean perturbs() {
    return method != ExplanationMethod.SHARES;
  }
}
