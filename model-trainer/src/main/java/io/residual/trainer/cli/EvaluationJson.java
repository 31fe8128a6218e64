package io.residual.trainer.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.profile.FieldDrift;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.LabelledQuality;
import io.residual.trainer.evaluate.PlantedResult;
import io.residual.trainer.evaluate.PlantedScores;
import io.residual.trainer.evaluate.RowVerdicts;
import io.residual.trainer.evaluate.metric.EventMetrics;
import io.residual.trainer.evaluate.metric.NabScore;
import java.util.Locale;

/** An evaluation for programs. Figures that are not defined are null. */
final class EvaluationJson {

  private EvaluationJson() {}

  static ObjectNode of(Evaluation evaluation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode model = node.putObject("model");
    model.put("name", evaluation.manifest().name());
    model.put("version", evaluation.manifest().version());
    RowVerdicts verdicts = evaluation.verdicts();
    ObjectNode rows = node.putObject("rows");
    rows.put("scored", verdicts.rows());
    rows.put("unreadable", evaluation.badRows());
    rows.put("entities", verdicts.entities());
    rows.put("flagged", verdicts.flaggedCount());
    rows.put("alerts", verdicts.alertCount());
    rows.put("modelFaults", verdicts.modelFaults());
    evaluation.labelled().ifPresent(quality -> labelled(node.putObject("labelled"), quality));
    evaluation
        .planted()
        .ifPresent(scores -> planted(node.putObject("planted"), scores, evaluation));
    ArrayNode drift = node.putArray("drift");
    for (FieldDrift field : evaluation.drift()) {
      ObjectNode entry = drift.addObject();
      entry.put("field", field.expected().name());
      entry.put("stabilityIndex", field.stability());
      entry.put("level", lower(field.level()));
    }
    node.put("confidence", evaluation.sampling().confidence());
    node.put("seed", evaluation.sampling().seed());
    return node;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void labelled(ObjectNode node, LabelledQuality quality) {
    LabelledQuality.Figures figures = quality.figures();
    node.put("anomalies", quality.ranks().anomalies());
    node.put("normals", quality.ranks().normals());
    node.put("series", quality.series());
    JsonOutput.put(node, "auroc", figures.auroc());
    JsonOutput.put(node, "averagePrecision", figures.averagePrecision());
    JsonOutput.put(node, "precision", figures.precision());
    JsonOutput.put(node, "recall", figures.recall());
    JsonOutput.put(node, "f1", quality.counts().f1());
    JsonOutput.put(node, "falseAlarmRate", quality.counts().falseAlarmRate());
    EventMetrics events = quality.events();
    ObjectNode event = node.putObject("events");
    event.put("count", events.events());
    event.put("found", events.found());
    JsonOutput.put(event, "recall", figures.eventRecall());
    JsonOutput.put(event, "medianDelayRows", events.medianDelayRows().orElse(Double.NaN));
    JsonOutput.put(
        event, "medianDelaySeconds", events.medianDelayMillis().orElse(Double.NaN) / 1000);
    event.put("falseAlerts", events.falseAlerts());
    event.put("falseRuns", events.falseRuns());
    JsonOutput.put(event, "falseAlertsPerDay", events.falseAlertsPerDay().orElse(Double.NaN));
    JsonOutput.put(event, "falseRunsPerDay", events.falseRunsPerDay().orElse(Double.NaN));
    JsonOutput.put(
        event, "falseRunsPerEntityAndDay", events.falseRunsPerSeriesAndDay().orElse(Double.NaN));
    ObjectNode nab = node.putObject("nab");
    for (NabScore score : quality.nab()) {
      JsonOutput.put(nab, lower(score.profile()), score.normalized());
    }
    node.put("resamples", figures.resamples());
    node.put("unitsOfResampling", figures.units());
  }

  private static void planted(ObjectNode node, PlantedScores scores, Evaluation evaluation) {
    PlantedScores.Means means = scores.means(evaluation.sampling());
    node.put("rows", scores.rows());
    node.put("alertsWithout", scores.alertsWithout());
    JsonOutput.put(node, "meanAuroc", means.auroc());
    JsonOutput.put(node, "meanRecall", means.recall());
    ArrayNode kinds = node.putArray("kinds");
    for (PlantedResult result : scores.results()) {
      ObjectNode entry = kinds.addObject();
      entry.put("kind", lower(result.kind()));
      entry.put("strength", result.strength());
      entry.put("events", result.events());
      entry.put("found", result.found());
      entry.put("auroc", result.auroc());
      JsonOutput.put(entry, "medianDelayRows", result.medianDelayRows().orElse(Double.NaN));
    }
  }
}
