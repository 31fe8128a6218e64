package io.residual.trainer.report;

import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.PlantedResult;
import io.residual.trainer.evaluate.PlantedScores;
import io.residual.trainer.evaluate.metric.Figure;

/** How planted anomalies fare. */
final class PlantedSection {

  private PlantedSection() {}

  static void add(Html body, Evaluation evaluation) {
    evaluation.planted().ifPresent(scores -> add(body, scores, evaluation));
  }

  private static void add(Html body, PlantedScores scores, Evaluation evaluation) {
    PlantedScores.Means means = scores.means(evaluation.sampling());
    body.raw("<h2>Planted anomalies</h2>");
    body.format(
        "<p class=\"sub\">Planted one kind at a time into %,d rows, which are taken to be normal and"
            + " raise %,d alerts as they are. Strengths are in standard deviations of the field"
            + " (spreads). Over all kinds and strengths: AUROC %s, events found %s.</p>",
        scores.rows(), scores.alertsWithout(), figure(means.auroc()), figure(means.recall()));
    body.raw("<div class=\"wide\"><table><tr><th>Kind</th><th>Strength</th>");
    body.raw("<th class=\"n\">Events</th><th class=\"n\">Found</th><th class=\"n\">AUROC</th>");
    body.raw("<th class=\"n\">Median delay</th></tr>");
    for (PlantedResult result : scores.results()) {
      body.format(
          "<tr><th>%s</th><td>%s</td><td class=\"n\">%,d</td>"
              + "<td class=\"n cell\" style=\"--v:%.2f\">%s</td>"
              + "<td class=\"n cell\" style=\"--v:%.2f\">%s</td><td class=\"n\">%s</td></tr>",
          result.kind().label(),
          result.kind().describe(result.strength()),
          result.events(),
          result.recall(),
          Numbers.percent(result.recall()),
          Math.max(0, 2 * result.auroc() - 1),
          Numbers.share(result.auroc()),
          result.kind().rows() > 1 && result.medianDelayRows().isPresent()
              ? Numbers.rows(result.medianDelayRows().getAsDouble())
              : "");
    }
    body.raw("</table></div>");
  }

  private static String figure(Figure figure) {
    return Numbers.share(figure.value())
        + " ("
        + Numbers.share(figure.interval().low())
        + " to "
        + Numbers.share(figure.interval().high())
        + ")";
  }
}
