package io.residual.samples.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.model.bundle.ModelBundle;
import io.residual.samples.dataset.TelemetrySettings;
import io.residual.samples.demo.DemoListener;
import io.residual.samples.demo.DemoTraining;
import io.residual.samples.demo.Scenario;
import io.residual.samples.demo.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a running job whose stream pauses after records of every outcome. */
class MetricsITCase {

  private static final String OURS = "flink_taskmanager_job_task_operator_residual_";

  @TempDir private static Path folder;

  private static ModelBundle bundle;
  private static List<String> records;
  private static MonitoredJob job;

  @BeforeAll
  static void start() throws Exception {
    Scenario scenario =
        Scenarios.telemetry(
            TelemetrySettings.defaults()
                .withSeed(7)
                .withTraining(Duration.ofMinutes(10))
                .withLive(Duration.ofMinutes(20)),
            0);
    bundle = DemoTraining.fit(scenario, DemoListener.SILENT);
    records = StreamedRecords.of(scenario);
    job = MonitoredJob.start(folder.resolve("job"), bundle);
  }

  @AfterAll
  static void stop() {
    if (job != null) {
      job.close();
    }
  }

  @Test
  void everyRecordIsAccountedForInPausesAndAfterAFailureAndShowsOnTheDashboard() throws Exception {
    Scrape idle = job.await("the job runs", scrape -> scrape.of(OURS + "recordsIn").size() == 2);
    assertThat(Account.of(idle)).isEqualTo(new Account(0, 0, 0, 0));

    int half = records.size() / 2;
    job.send(records.subList(0, half));
    Account middle = Account.of(job.awaitBalance(half));
    assertThat(middle).isEqualTo(new Account(half, half, 0, 0));

    PrometheusTools tools = PrometheusTools.find();
    try (PrometheusServer prometheus =
        PrometheusServer.start(tools, folder.resolve("prometheus"), job.target())) {
      job.send(records.subList(half, records.size()));
      Scrape end = job.awaitBalance(records.size());
      assertDocumented(end);
      assertOutcomes(end);
      assertDashboard(prometheus);
      assertRules(prometheus);
    }

    assertBalanceAfterFailure();
  }

  private static void assertOutcomes(Scrape scrape) throws Exception {
    int dead = StreamedRecords.DEAD_LETTERS;
    assertThat(Account.of(scrape))
        .isEqualTo(new Account(records.size(), records.size() - dead - 1, 1, dead));
    for (String reason : List.of("not-json", "not-an-object", "tombstone")) {
      assertThat(scrape.sum(OURS + "reason_deadLetters", by -> by.get("reason").equals(reason)))
          .as(reason)
          .isEqualTo(dead / 3.0);
    }
    assertThat(
            scrape.sum(
                OURS + "outcome_recordsScored", by -> by.get("outcome").equals("suppressed")))
        .isPositive()
        .isEqualTo(scrape.sum(OURS + "reason_suppressed"));
    double alerts =
        scrape.sum(OURS + "kind_severity_alerts", by -> !by.get("kind").equals("incident-closed"));
    assertThat(alerts)
        .isPositive()
        .isEqualTo(
            scrape.sum(OURS + "outcome_recordsScored", by -> by.get("outcome").equals("alert")))
        .isEqualTo(scrape.sum(OURS + "entity_entityAlerts"));
    assertThat(scrape.sum(OURS + "error_count")).isEqualTo(records.size() - dead);
    assertThat(scrape.of(OURS + "model_version_modelInfo"))
        .hasSize(2)
        .allMatch(
            one ->
                one.value() == 1
                    && one.labels().get("model").equals(bundle.manifest().name())
                    && one.labels().get("version").equals(bundle.manifest().version()));
    assertThat(scrape.of(OURS + "field_driftKs"))
        .as("a field without an order breaks no scrape")
        .filteredOn(one -> one.labels().get("field").equals("mode"))
        .allMatch(one -> Double.isNaN(one.value()));
  }

  private static void assertDocumented(Scrape scrape) throws Exception {
    for (MetricsPage.Row row : MetricsPage.rows()) {
      assertThat(scrape.types().get(row.name())).as(row.name()).isEqualTo(row.type());
      assertThat(scrape.of(row.name()))
          .as(row.name())
          .isNotEmpty()
          .allMatch(sample -> sample.labels().keySet().containsAll(row.labels()));
    }
    Set<String> documented =
        MetricsPage.rows().stream().map(MetricsPage.Row::name).collect(Collectors.toSet());
    assertThat(scrape.types().keySet().stream().filter(name -> name.startsWith(OURS)))
        .as("documented")
        .allMatch(documented::contains);
  }

  /** Every query gives numbers; Grafana's variables are put in as Grafana would. */
  private static void assertDashboard(PrometheusServer prometheus) throws Exception {
    Dashboard dashboard = Dashboard.read();
    String name = "residual: " + bundle.manifest().name() + " " + bundle.manifest().version();
    for (JsonNode variable : dashboard.variables()) {
      String query = variable.at("/query/query").asText().replace("$job", name);
      String series = query.substring("label_values(".length(), query.lastIndexOf(','));
      String label = query.substring(query.lastIndexOf(',') + 1, query.length() - 1).strip();
      assertThat(prometheus.labelValues(label, series)).as(query).isNotEmpty();
    }
    for (Dashboard.Query query : dashboard.queries()) {
      String expression =
          query
              .expression()
              .replace("$job", name)
              .replace("$entity", ".*")
              .replace("$__rate_interval", "1m")
              .replace("$__range", "5m");
      JsonNode result = prometheus.await(expression);
      assertThat(Dashboard.list(result))
          .as("%s: %s", query.panel(), expression)
          .anyMatch(series -> !series.at("/value/1").asText().equals("NaN"));
    }
  }

  private static void assertRules(PrometheusServer prometheus) throws Exception {
    assertThat(prometheus.rules())
        .hasSizeGreaterThan(10)
        .allMatch(rule -> rule.get("health").asText().equals("ok"), "evaluated");
    assertThat(prometheus.rules())
        .filteredOn(rule -> rule.get("state").asText().equals("firing"))
        .as("nothing is wrong with the job")
        .isEmpty();
  }

  /**
   * A TaskManager dies in the middle of records; those since the last checkpoint are read again.
   * Which these are is chance, perhaps none: a partition without a record left has no offset to
   * show, so some follow the failure in each.
   */
  private static void assertBalanceAfterFailure() throws Exception {
    List<String> before = records.subList(0, 4000);
    List<String> after = records.subList(4000, 4500);
    job.send(before);
    job.await("some are read", scrape -> Account.of(scrape).in() > records.size());
    job.replaceTaskManager();
    job.send(after);

    Scrape end = job.awaitOffset(records.size() + before.size() + after.size());

    Account account = Account.of(end);
    assertThat(account.balanced()).as("%s", account).isTrue();
    assertThat(account.in()).isBetween((double) after.size(), before.size() + after.size() + 0.0);
    assertThat(end.of(OURS + "recordsIn"))
        .as("all tasks begin anew together")
        .extracting(one -> one.labels().get("task_attempt_num"))
        .containsOnly("1");
    assertThat(end.sum("flink_jobmanager_job_numRestarts")).isEqualTo(1);
  }
}
