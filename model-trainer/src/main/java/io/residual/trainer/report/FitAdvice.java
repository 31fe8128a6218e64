package io.residual.trainer.report;

import io.residual.model.bundle.TrainingCourse;
import io.residual.model.bundle.TrainingSummary;
import io.residual.trainer.evaluate.Evaluation;
import java.util.List;
import java.util.Locale;

/** Advice on how a fit went. */
final class FitAdvice {

  /** A threshold for one false alarm in n rows should rest on more than n / 20 of them. */
  private static final double ROWS_A_RISK = 0.05;

  /** Beyond this ratio of losses, held-back rows are unlike the others. */
  private static final double WIDE_GAP = 2;

  private FitAdvice() {}

  static void add(Evaluation heldBack, List<Advice> advice) {
    TrainingSummary training = heldBack.manifest().training();
    losses(training.courses(), advice);
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

  private static void losses(List<TrainingCourse> courses, List<Advice> advice) {
    long falling = courses.stream().filter(FitAdvice::stillFalling).count();
    String which = courses.size() == 1 ? "The loss" : falling + " of " + courses.size() + " losses";
    if (falling > 0) {
      advice.add(
          Advice.note(
              which
                  + " on held-back rows was still falling in the last epoch. More epochs"
                  + " (training.epochs) may give a better model."));
    } else {
      advice.add(Advice.good("The loss on held-back rows was no longer falling at the end."));
    }
    double worst = courses.stream().mapToDouble(FitAdvice::gap).max().orElse(0);
    if (worst > WIDE_GAP) {
      advice.add(
          Advice.note(
              String.format(
                  Locale.ROOT,
                  "Held-back rows are reproduced %.1f times worse than training rows. Either a"
                      + " network has learnt its rows by heart (give it more rows, or fewer units),"
                      + " or the rows changed over time.",
                  worst)));
    }
  }

  /** Whether the last epoch was the best so far, by more than a hundredth. */
  private static boolean stillFalling(TrainingCourse course) {
    List<Double> losses = course.validationLoss();
    int last = losses.size() - 1;
    return last >= 1
        && course.bestEpoch() == losses.size()
        && losses.subList(0, last).stream().allMatch(loss -> losses.get(last) < 0.99 * loss);
  }

  /** How many times as large the loss of the kept epoch is on held-back rows. */
  private static double gap(TrainingCourse course) {
    int best = course.bestEpoch() - 1;
    boolean known =
        course.epochs() > 1
            && best >= 0
            && best < course.validationLoss().size()
            && best < course.trainingLoss().size()
            && course.trainingLoss().get(best) > 0;
    return known ? course.validationLoss().get(best) / course.trainingLoss().get(best) : 0;
  }
}
