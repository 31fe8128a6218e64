package io.residual.trainer.cli;

import io.residual.model.profile.FieldDrift;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.LabelledQuality;
import io.residual.trainer.evaluate.PlantedResult;
import io.residual.trainer.evaluate.PlantedScores;
import io.residual.trainer.evaluate.RowVerdicts;
import io.residual.trainer.evaluate.metric.AlertCounts;
import io.residual.trainer.evaluate.metric.EventMetrics;
import io.residual.trainer.evaluate.metric.Figure;
import io.residual.trainer.evaluate.metric.NabScore;
import io.residual.trainer.report.Advice;
import io.residual.trainer.report.Numbers;
import java.util.List;
import java.util.Locale;

/** An evaluation for people, as text. */
final class EvaluationText {

  /** Fields that have drifted and are named; the report has all. */
  private static final int DRIFTED_FIELDS = 5;

  private final Evaluation evaluation;
  private final StringBuilder text = new StringBuilder();

  private EvaluationText(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  static String of(Evaluation evaluation) {
    EvaluationText text = new EvaluationText(evaluation);
    text.rows();
    evaluation.labelled().ifPresent(text::labelled);
    evaluation.planted().ifPresent(text::planted);
    text.drift();
    text.advice();
    return text.text.toString();
  }

  private void rows() {
    RowVerdicts verdicts = evaluation.verdicts();
    line(
        "%s %s on %s",
        evaluation.manifest().name(), evaluation.manifest().version(), evaluation.input());
    line(
        "%,d rows scored, %,d unreadable, %,d %s, %,d flagged, %,d alerts",
        verdicts.rows(),
        evaluation.badRows(),
        verdicts.entities(),
        verdicts.entities() == 1 ? "entity" : "entities",
        verdicts.flaggedCount(),
        verdicts.alertCount());
    evaluation.badExamples().forEach(example -> line("  %s", example));
  }

  private void labelled(LabelledQuality quality) {
    LabelledQuality.Figures figures = quality.figures();
    AlertCounts counts = quality.counts();
    heading(
        "By the labels: %,d anomalous rows, %,d normal",
        quality.ranks().anomalies(), quality.ranks().normals());
    String rate =
        Numbers.share(
            (double) quality.ranks().anomalies()
                / (quality.ranks().anomalies() + quality.ranks().normals()));
    TextTable table =
        new TextTable()
            .row(
                "", "figure", Numbers.percent(evaluation.sampling().confidence()) + " interval", "")
            .row(cells("AUROC", figures.auroc(), "chance 0.500"))
            .row(cells("average precision", figures.averagePrecision(), "chance " + rate))
            .row(
                cells(
                    "precision of rows",
                    figures.precision(),
                    String.format(
                        Locale.ROOT,
                        "%,d of %,d flagged",
                        counts.truePositives(),
                        counts.alerts())))
            .row(
                cells(
                    "recall of rows",
                    figures.recall(),
                    String.format(
                        Locale.ROOT,
                        "%,d of %,d rows",
                        counts.truePositives(),
                        counts.truePositives() + counts.falseNegatives())));
    EventMetrics events = quality.events();
    if (quality.series()) {
      table.row(
          cells(
              "recall of events",
              figures.eventRecall(),
              String.format(Locale.ROOT, "%,d of %,d events", events.found(), events.events())));
    }
    text.append(table.text());
    if (quality.series()) {
      events(quality);
    }
    if (figures.doubtful()) {
      line(
          "  Only %d %s to draw samples from: the intervals are narrower than the truth.",
          figures.units(), quality.series() ? "events" : "anomalous rows");
    }
  }

  private void events(LabelledQuality quality) {
    EventMetrics events = quality.events();
    if (events.medianDelayRows().isPresent()) {
      line(
          "  median delay of the events found: %s%s",
          Numbers.rows(events.medianDelayRows().getAsDouble()),
          events.medianDelayMillis().isPresent()
              ? ", " + Numbers.duration(events.medianDelayMillis().getAsDouble())
              : "");
    }
    if (events.falseAlertsPerDay().isPresent()) {
      line(
          "  false alerts: %,d in %,d runs; a day %s in %s runs, by entity %s runs",
          events.falseAlerts(),
          events.falseRuns(),
          Numbers.brief(events.falseAlertsPerDay().getAsDouble()),
          Numbers.brief(events.falseRunsPerDay().orElse(Double.NaN)),
          Numbers.brief(events.falseRunsPerSeriesAndDay().orElse(Double.NaN)));
    } else {
      line(
          "  false alerts: %,d in %,d runs (a day: not known without event times)",
          events.falseAlerts(), events.falseRuns());
    }
    List<String> scores = quality.nab().stream().map(EvaluationText::describe).toList();
    if (!scores.isEmpty()) {
      line("  Numenta benchmark score: %s", String.join(", ", scores));
    }
  }

  private static String describe(NabScore score) {
    return Numbers.oneDecimal(score.normalized())
        + " "
        + score.profile().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void planted(PlantedScores scores) {
    PlantedScores.Means means = scores.means(evaluation.sampling());
    heading(
        "By anomalies planted into %,d rows, which raise %,d alerts as they are",
        scores.rows(), scores.alertsWithout());
    TextTable table = new TextTable().row("kind", "strength", "events", "found", "AUROC", "delay");
    for (PlantedResult result : scores.results()) {
      table.row(
          result.kind().label(),
          result.kind().describe(result.strength()),
          Integer.toString(result.events()),
          Numbers.percent(result.recall()),
          Numbers.share(result.auroc()),
          result.kind().rows() > 1 && result.medianDelayRows().isPresent()
              ? Numbers.rows(result.medianDelayRows().getAsDouble())
              : "");
    }
    text.append(table.text());
    line("  over all: AUROC %s, events found %s", figure(means.auroc()), figure(means.recall()));
  }

  private void drift() {
    List<FieldDrift> drifted =
        evaluation.drift().stream()
            .filter(field -> field.level() != FieldDrift.Level.NONE)
            .limit(DRIFTED_FIELDS)
            .toList();
    if (drifted.isEmpty()) {
      return;
    }
    heading("Fields that are not as they were in training");
    TextTable table = new TextTable().row("field", "stability index", "");
    for (FieldDrift field : drifted) {
      table.row(
          field.expected().name(),
          Numbers.share(field.stability()),
          field.level().name().toLowerCase(Locale.ROOT));
    }
    text.append(table.text());
  }

  private void advice() {
    heading("Advice");
    for (Advice advice : Advice.of(evaluation)) {
      line("  - %s", advice.text());
    }
  }

  private static String[] cells(String name, Figure figure, String note) {
    return new String[] {
      name,
      Numbers.share(figure.value()),
      Numbers.share(figure.interval().low()) + " to " + Numbers.share(figure.interval().high()),
      note
    };
  }

  private static String figure(Figure figure) {
    return String.format(
        Locale.ROOT,
        "%s (%s to %s)",
        Numbers.share(figure.value()),
        Numbers.share(figure.interval().low()),
        Numbers.share(figure.interval().high()));
  }

  private void heading(String format, Object... arguments) {
    text.append(System.lineSeparator());
    line(format, arguments);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }
}
