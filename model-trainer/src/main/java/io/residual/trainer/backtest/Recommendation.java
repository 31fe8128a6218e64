package io.residual.trainer.backtest;

import java.util.Optional;

/**
 * The setting that makes the most of a budget: of those that keep it, the one that spends most of
 * it. It is as sensitive as people have time for. Labels play no part.
 *
 * @param budget to keep
 * @param kept the setting; empty if none keeps the budget
 * @param quietest the setting that spends least, for the case that none keeps it
 */
public record Recommendation(AlertBudget budget, Optional<AlertTally> kept, AlertTally quietest) {

  /**
   * Chooses among the settings of a backtest.
   *
   * @throws IllegalArgumentException if the records cover no time
   */
  public static Recommendation of(BacktestResult result, AlertBudget budget) {
    AlertTally best = null;
    AlertTally quietest = result.main();
    for (AlertTally tally : result.tallies()) {
      double spent = budget.spent(result, tally);
      if (Double.isNaN(spent)) {
        throw new IllegalArgumentException(
            "the records cover no time, so that there are no alerts a day to keep a budget for");
      }
      if (spent < budget.spent(result, quietest)) {
        quietest = tally;
      }
      // Of equals the first: what is set now needs no change.
      if (spent <= budget.count() && (best == null || spent > budget.spent(result, best))) {
        best = tally;
      }
    }
    return new Recommendation(budget, Optional.ofNullable(best), quietest);
  }
}
