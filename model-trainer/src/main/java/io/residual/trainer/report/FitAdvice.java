package io.residual.trainer.report;

import io.residual.model.bundle.TrainingSummary;
import io.residual.trainer.evaluate.Evaluation;
import java.util.List;
import java.util.Locale;

/** Advice on how a fit went. */
final class FitAdvice {

  /** A threshold for one false alarm in n rows should rest on more than n / 20 of them. */
  private static final double ROWS_A_RISK = 0.05;

  private FitAdvice() {}

  static void add(Evaluation heldBack, List<Advice> advice) {
    TrainingSummary training = heldBack.manifest().training();
    losses(training, advice);
    double wanted = ROWS_A_RISK / heldBack.manifest().threshold().risk();
    if (training.validationRows() < wanted) {
      advice.add(
          Advice.note(
              String.format(
                  Locale.ROOT,
                  "The threshold for one false alarm in %,.0f rows was estimated from %,d held-back"
                      + " rows. With at least %,.0f it would be surer.",
                  1 / heldBack.manifest().threshold().risk(),
                  training.validationRows(),
                  wanted)));
    }
  }

  private static void losses(TrainingSummary training, List<Advice> advice) {
    int epochs = training.validationLoss().size();
    int best = training.bestEpoch();
    if (epochs == 0 || best < 1 || best > epochs || training.trainingLoss().size() != epochs) {
      return;
    }
    double heldBack = training.validationLoss().get(best - 1);
    double fitted = training.trainingLoss().get(best - 1);
    if (best == epochs && epochs > 1) {
      advice.add(
          Advice.note(
              "The last epoch was the best: the loss on held-back rows was still falling. More"
                  + " epochs (training.epochs) may give a better model."));
    } else {
      advice.add(
          Advice.good(
              String.format(
                  Locale.ROOT,
                  "The loss on held-back rows was lowest in epoch %d of %d; that model was kept.",
                  best,
                  epochs)));
    }
    if (heldBack > 2 * fitted && fitted > 0) {
      advice.add(
          Advice.note(
              String.format(
                  Locale.ROOT,
                  "Held-back rows are reproduced %.1f times worse than training rows. Either the"
                      + " network has learnt its rows by heart (give it more rows, or fewer units),"
                      + " or the rows changed over time.",
                  heldBack / fitted)));
    }
  }
}
