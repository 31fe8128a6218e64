package io.residual.trainer.report;

import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.LabelledQuality;
import io.residual.trainer.evaluate.metric.RankCounts;
import java.util.ArrayList;
import java.util.List;

/** The ROC and the precision-recall curve. */
final class CurveSection {

  private static final int POINTS = 300;

  private CurveSection() {}

  static void add(Html body, Evaluation evaluation) {
    evaluation.labelled().ifPresent(quality -> add(body, quality));
  }

  private static void add(Html body, LabelledQuality quality) {
    List<double[]> roc = new ArrayList<>();
    List<double[]> precision = new ArrayList<>();
    roc.add(new double[] {0, 0});
    double last = 0;
    for (RankCounts.CurvePoint point : quality.ranks().curve(POINTS)) {
      roc.add(new double[] {point.falseAlarmRate(), point.recall()});
      // Steps, as average precision counts them: between two thresholds recall is not to be had.
      precision.add(new double[] {last, point.precision()});
      precision.add(new double[] {point.recall(), point.precision()});
      last = point.recall();
    }
    double rate =
        (double) quality.ranks().anomalies()
            / (quality.ranks().anomalies() + quality.ranks().normals());
    body.raw("<h2>At other thresholds</h2>");
    body.raw("<p class=\"hint\">The dots are the alerts of the rolling threshold; as it differs");
    body.raw(" from row to row, they need not lie on the curves.</p><div class=\"plots\">");
    Plot rocPlot =
        new Plot(
                "ROC curve",
                Axis.linear("normal rows with an alert", 0, 1),
                Axis.linear("anomalous rows with an alert", 0, 1))
            .chance("chance", 0, 0, 1, 1)
            .line("s1", "AUROC " + Numbers.share(quality.ranks().auroc()), roc);
    rocPlot.dot("s2", "alerts", quality.counts().falseAlarmRate(), quality.counts().recall());
    body.raw(rocPlot.html());
    Plot precisionPlot =
        new Plot(
                "Precision-recall curve",
                Axis.linear("recall", 0, 1),
                Axis.linear("precision", 0, 1))
            .chance("chance", 0, rate, 1, rate)
            .line(
                "s1",
                "average precision " + Numbers.share(quality.ranks().averagePrecision()),
                precision);
    if (quality.counts().alerts() > 0) {
      precisionPlot.dot("s2", "alerts", quality.counts().recall(), quality.counts().precision());
    }
    body.raw(precisionPlot.html()).raw("</div>");
  }
}
