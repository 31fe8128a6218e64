package io.residual.trainer.backtest;

import java.util.Optional;

/**
 * The setting that makes the most of a budget: of those that keep it, the one that spends most of
 * it. It is as sensitive as people have time for. Labels play no part.
 *
 * <p>A setting under which entities are in an incident for more than half of their records is never
 * recommended. It makes few alerts because it is deaf: the more sensitive a threshold, the sooner
 * all incidents become one that never ends.
 *
 * @param budget to keep
 * @param kept the setting; empty if none keeps the budget
 * @param quietest the setting that spends least, deaf ones left out if there are others, for the
 *     case that none keeps it
 */
public record Recommendation(AlertBudget budget, Optional<AlertTally> kept, AlertTally quietest) {

  /** Entities may be in an incident for this part of their records. */
  public static final double MOST_IN_INCIDENTS = 0.5;

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
      boolean quieter = spent < budget.spent(result, quietest);
      if (deaf(tally) ? deaf(quietest) && quieter : deaf(quietest) || quieter) {
        quietest = tally;
      }
      // Of equals the first: what is set now needs no change.
      if (!deaf(tally)
          && spent <= budget.count()
          && (best == null || spent > budget.spent(result, best))) {
        best = tally;
      }
    }
    return new Recommendation(budget, Optional.ofNullable(best), quietest);
  }

  private static boolean deaf(AlertTally tally) {
    return tally.inIncidents() > MOST_IN_INCIDENTS;
  }
}
