package io.residual.trainer.report;

import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.LabelledQuality;
import io.residual.trainer.evaluate.metric.AlertCounts;
import io.residual.trainer.evaluate.metric.EventMetrics;
import io.residual.trainer.evaluate.metric.Figure;
import io.residual.trainer.evaluate.metric.NabScore;
import java.util.Locale;

/** The figures that labels allow, as a table. */
final class FigureSection {

  private FigureSection() {}

  static void add(Html body, Evaluation evaluation) {
    evaluation.labelled().ifPresent(quality -> add(body, evaluation, quality));
  }

  private static void add(Html body, Evaluation evaluation, LabelledQuality quality) {
    LabelledQuality.Figures figures = quality.figures();
    AlertCounts counts = quality.counts();
    long rows = counts.rows();
    body.raw("<h2>Compared with the labels</h2>");
    body.format(
        "<p class=\"sub\">%,d anomalous rows, %,d normal. Intervals of %s confidence from %,d"
            + " bootstrap samples of %s.</p>",
        quality.ranks().anomalies(),
        quality.ranks().normals(),
        Numbers.percent(evaluation.sampling().confidence()),
        figures.resamples(),
        quality.series() ? "events and blocks of normal rows" : "rows");
    body.raw("<div class=\"wide\"><table><tr><th>Figure</th><th class=\"n\">Value</th>");
    body.raw("<th>Interval</th><th>What it means</th></tr>");
    row(
        body,
        "AUROC",
        figures.auroc(),
        "An anomaly has the larger error in that part of all pairs with a normal row; chance is"
            + " 0.5.");
    row(
        body,
        "Average precision",
        figures.averagePrecision(),
        "Precision averaged over all thresholds at which an anomaly is found; chance is "
            + Numbers.share((double) quality.ranks().anomalies() / rows)
            + ".");
    row(
        body,
        "Precision of rows",
        figures.precision(),
        format("%,d of %,d flagged rows are anomalous.", counts.truePositives(), counts.alerts()));
    row(
        body,
        "Recall of rows",
        figures.recall(),
        format(
            "%,d of %,d anomalous rows raise an alert.",
            counts.truePositives(), counts.truePositives() + counts.falseNegatives()));
    if (quality.series()) {
      events(body, quality);
    }
    body.raw("</table></div>");
  }

  private static void events(Html body, LabelledQuality quality) {
    EventMetrics events = quality.events();
    row(
        body,
        "Recall of events",
        quality.figures().eventRecall(),
        format(
            "%,d of %,d events, runs of anomalous rows of one entity, have an alert inside.",
            events.found(), events.events()));
    if (events.medianDelayRows().isPresent()) {
      plain(
          body,
          "Median delay",
          Numbers.rows(events.medianDelayRows().getAsDouble()),
          events.medianDelayMillis().isPresent()
              ? "From the first row of an event to its first alert: "
                  + Numbers.duration(events.medianDelayMillis().getAsDouble())
                  + " of event time."
              : "From the first row of an event to its first alert.");
    }
    plain(
        body,
        "False alerts a day",
        Numbers.brief(events.falseAlertsPerDay().orElse(Double.NaN)),
        events.falseRunsPerDay().isPresent()
            ? format(
                "In runs of neighbouring rows: %s a day, %s a day and entity.",
                Numbers.brief(events.falseRunsPerDay().getAsDouble()),
                Numbers.brief(events.falseRunsPerSeriesAndDay().orElse(Double.NaN)))
            : format(
                "Not known without event times; %,d in all, in %,d runs.",
                events.falseAlerts(), events.falseRuns()));
    for (NabScore score : quality.nab()) {
      plain(
          body,
          "Numenta score, " + score.profile().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          Numbers.oneDecimal(score.normalized()),
          "0 for silence, 100 for one alert at the first row of every event.");
    }
  }

  private static void row(Html body, String name, Figure figure, String meaning) {
    body.format(
        "<tr><th>%s</th><td class=\"n\">%s</td><td class=\"r\">%s to %s</td><td>%s</td></tr>",
        name,
        Numbers.share(figure.value()),
        Numbers.share(figure.interval().low()),
        Numbers.share(figure.interval().high()),
        meaning);
  }

  private static void plain(Html body, String name, String value, String meaning) {
    body.format(
        "<tr><th>%s</th><td class=\"n\">%s</td><td></td><td>%s</td></tr>", name, value, meaning);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
