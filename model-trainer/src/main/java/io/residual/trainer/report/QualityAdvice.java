package io.residual.trainer.report;

import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.LabelledQuality;
import io.residual.trainer.evaluate.metric.AlertCounts;
import io.residual.trainer.evaluate.metric.EventMetrics;
import io.residual.trainer.evaluate.metric.RankCounts;
import java.util.List;
import java.util.Locale;

/** Advice on how errors and alerts agree with labels. */
final class QualityAdvice {

  private static final double EXCELLENT = 0.95;
  private static final double GOOD = 0.85;
  private static final double FAIR = 0.7;

  /** More false alarms a day than a person looks into. */
  private static final double MANY_FALSE_RUNS_A_DAY = 10;

  private QualityAdvice() {}

  static void add(Evaluation evaluation, LabelledQuality quality, List<Advice> advice) {
    ranking(quality, advice);
    boolean cautious = threshold(evaluation, quality, advice);
    falseAlerts(quality.events(), quality.counts(), cautious, advice);
    if (quality.figures().doubtful()) {
      advice.add(
          Advice.note(
              format(
                  "There are only %d %s. Whatever the intervals say, such figures can change a lot"
                      + " with the next few.",
                  quality.figures().units(), quality.series() ? "events" : "anomalous rows")));
    }
  }

  private static void ranking(LabelledQuality quality, List<Advice> advice) {
    double auroc = quality.ranks().auroc();
    String odds =
        format(
            "an anomaly has a larger error than a normal row in %s of all pairs", percent(auroc));
    if (auroc >= EXCELLENT) {
      advice.add(Advice.good("The errors tell anomalies apart very well: " + odds + "."));
    } else if (auroc >= GOOD) {
      advice.add(Advice.good("The errors tell anomalies apart well: " + odds + "."));
    } else if (auroc >= FAIR) {
      advice.add(
          Advice.note(
              "The errors tell anomalies apart fairly: "
                  + odds
                  + ". Fields that show the fault, more training rows, or windows of several"
                  + " records may help."));
    } else if (quality.figures().auroc().interval().low() > 0.5) {
      advice.add(
          Advice.warning(
              "The errors hardly tell anomalies apart: "
                  + odds
                  + ". Look at the errors by field: the fields that show the fault may be missing,"
                  + " or drowned by noisy ones."));
    } else {
      advice.add(
          Advice.warning(
              "The errors do not tell anomalies apart: "
                  + odds
                  + ", and chance gives half. Either the labels mean something that these fields"
                  + " do not show, or the training rows were full of such anomalies."));
    }
  }

  /** Says whether a lower threshold would be better, and returns so. */
  private static boolean threshold(
      Evaluation evaluation, LabelledQuality quality, List<Advice> advice) {
    AlertCounts counts = quality.counts();
    RankCounts.CurvePoint best = quality.ranks().bestF1();
    double bestF1 = 2 * best.precision() * best.recall() / (best.precision() + best.recall());
    if (counts.alerts() == 0) {
      advice.add(
          Advice.warning("No row raises an alert: the threshold is above all errors." + raise()));
      return true;
    }
    if (bestF1 > counts.f1() + 0.15 && best.recall() > counts.recall() + 0.1) {
      double risk = evaluation.manifest().calibration().tailProbability(best.score());
      advice.add(
          Advice.note(
              format(
                      "The threshold is cautious: it finds %s of the anomalous rows. One at an error of"
                          + " %s would have found %s with a precision of %s; about one in %,.0f normal"
                          + " rows of training exceeds that. It was chosen with the labels at hand, so"
                          + " expect less.",
                      percent(counts.recall()),
                      Numbers.brief(best.score()),
                      percent(best.recall()),
                      percent(best.precision()),
                      1 / risk)
                  + raise()));
      return true;
    }
    return false;
  }

  private static String raise() {
    return " Raise threshold.risk in the pipeline file to lower it.";
  }

  private static void falseAlerts(
      EventMetrics events, AlertCounts counts, boolean cautious, List<Advice> advice) {
    if (counts.alerts() > 0 && counts.precision() < 0.5) {
      advice.add(
          Advice.warning(
              format(
                  "%s of the flagged rows are normal. %s on more rows of the kind that is reported"
                      + " wrongly; the examples show some.",
                  percent(1 - counts.precision()),
                  cautious ? "Train" : "Lower threshold.risk, or train")));
    }
    double runs = events.falseRunsPerDay().orElse(0);
    if (runs > MANY_FALSE_RUNS_A_DAY) {
      advice.add(
          Advice.warning(
              format(
                  "There are %s false incidents a day: more than people look into.",
                  Numbers.brief(runs))));
    }
  }

  private static String percent(double value) {
    return Numbers.percent(value);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
