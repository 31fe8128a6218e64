package io.residual.trainer.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.trainer.backtest.AlertTally;
import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.EntityTally;
import io.residual.trainer.data.BadRowKind;
import java.time.Instant;
import java.time.LocalDate;

/** A backtest for programs. */
final class BacktestJson {

  private static final JsonMapper JSON = new JsonMapper();

  private final BacktestResult result;

  private BacktestJson(BacktestResult result) {
    this.result = result;
  }

  static ObjectNode of(BacktestResult result) {
    return new BacktestJson(result).node();
  }

  private ObjectNode node() {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("model")
        .put("name", result.manifest().name())
        .put("version", result.manifest().version());
    root.put("input", result.input());
    root.put("records", result.records()).put("scored", result.scored());
    ObjectNode bad = root.putObject("bad").put("records", result.bad().count());
    ArrayNode kinds = bad.putArray("kinds");
    for (BadRowKind kind : result.bad().kinds()) {
      kinds
          .addObject()
          .put("reason", kind.reason().code())
          .put("field", kind.field())
          .put("records", kind.rows())
          .put("example", kind.example());
    }
    root.putObject("eventTime")
        .put("from", Instant.ofEpochMilli(result.covered().firstMillis()).toString())
        .put("to", Instant.ofEpochMilli(result.covered().lastMillis()).toString())
        .put("coveredSeconds", result.covered().millis() / 1000);
    tally(root, result.main());
    ObjectNode days = root.putObject("alertsByDay");
    result
        .main()
        .alertsByDay()
        .forEach((day, alerts) -> days.put(LocalDate.ofEpochDay(day).toString(), alerts));
    ArrayNode entities = root.putArray("entities");
    result.entities().forEach(entity -> entity(entities.addObject(), entity));
    return root;
  }

  private void tally(ObjectNode node, AlertTally tally) {
    node.put("alerts", tally.alerts());
    JsonOutput.put(node, "alertsPerDay", result.perDay(tally.alerts()));
    JsonOutput.put(node, "alertsPerEntityAndDay", result.perEntityDay(tally.alerts()));
    node.put("busiestDay", tally.busiestDay());
    node.put("modelFaults", tally.modelFaults());
    node.put("aboveThreshold", tally.aboveThreshold());
    if (result.labelled()) {
      ObjectNode labels = node.putObject("labels");
      labels.put("events", result.events()).put("eventsFound", tally.eventsFound());
      JsonOutput.put(labels, "eventRecall", (double) tally.eventsFound() / result.events());
      JsonOutput.put(labels, "precision", tally.precision());
    }
  }

  private static void entity(ObjectNode node, EntityTally entity) {
    node.put("entity", entity.entity())
        .put("records", entity.records())
        .put("alerts", entity.alerts())
        .put("from", Instant.ofEpochMilli(entity.firstMillis()).toString())
        .put("to", Instant.ofEpochMilli(entity.lastMillis()).toString());
    JsonOutput.put(node, "worstErrorByThreshold", entity.worst());
    node.put("worstTime", Instant.ofEpochMilli(entity.worstMillis()).toString());
  }
}
