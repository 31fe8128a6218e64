package io.residual.trainer.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.trainer.backtest.AlertTally;
import io.residual.trainer.backtest.BacktestResult;
import io.residual.trainer.backtest.EntityTally;
import io.residual.trainer.backtest.Recommendation;
import io.residual.trainer.data.BadRowKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A backtest for programs. */
final class BacktestJson {

  private static final JsonMapper JSON = new JsonMapper();

  private final BacktestResult result;
  private final Optional<Recommendation> recommendation;

  private BacktestJson(BacktestResult result, Optional<Recommendation> recommendation) {
    this.result = result;
    this.recommendation = recommendation;
  }

  static ObjectNode of(BacktestResult result, Optional<Recommendation> recommendation) {
    return new BacktestJson(result, recommendation).node();
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
    ArrayNode settings = root.putArray("settings");
    result.tallies().forEach(tally -> setting(settings.addObject(), tally));
    recommendation.ifPresent(one -> recommended(root.putObject("recommendation"), one));
    return root;
  }

  private void setting(ObjectNode node, AlertTally tally) {
    ObjectNode overrides = node.putObject("overrides");
    tally.variant().overrides().forEach(overrides::put);
    tally(node, tally);
  }

  private void recommended(ObjectNode node, Recommendation one) {
    node.put("budget", one.budget().count()).put("unit", one.budget().unit());
    node.put("kept", one.kept().isPresent());
    AlertTally tally = one.kept().orElse(one.quietest());
    JsonOutput.put(node, "spent", one.budget().spent(result, tally));
    ObjectNode overrides = node.putObject("overrides");
    tally.variant().overrides().forEach(overrides::put);
  }

  private void tally(ObjectNode node, AlertTally tally) {
    node.put("alerts", tally.alerts());
    JsonOutput.put(node, "alertsPerDay", result.perDay(tally.alerts()));
    JsonOutput.put(node, "alertsPerEntityAndDay", result.perEntityDay(tally.alerts()));
    node.put("incidents", tally.incidents());
    JsonOutput.put(node, "incidentsPerDay", result.perDay(tally.incidents()));
    node.put("inIncidents", tally.inIncidents());
    node.put("incidentsClosed", tally.incidentsClosed());
    ObjectNode suppressed = node.putObject("suppressed");
    tally.suppressed().forEach(suppressed::put);
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
        .put("incidents", entity.incidents())
        .put("suppressed", entity.suppressed())
        .put("from", Instant.ofEpochMilli(entity.firstMillis()).toString())
        .put("to", Instant.ofEpochMilli(entity.lastMillis()).toString());
    JsonOutput.put(node, "worstErrorByThreshold", entity.worst());
    node.put("worstTime", Instant.ofEpochMilli(entity.worstMillis()).toString());
  }
}
