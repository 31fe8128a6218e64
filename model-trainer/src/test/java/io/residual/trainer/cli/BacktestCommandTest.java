package io.residual.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;
  private static Path bundle;
  private static Path untimed;
  private static Path rows;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return TrainerCli.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(texts);
  }

  private static Path fit(String name, String schema) throws IOException {
    Path pipeline = Files.writeString(folder.resolve(name + ".yaml"), PumpRecords.pipeline(schema));
    Path file = folder.resolve(name + ".residual");
    assertThat(
            new BacktestCommandTest()
                .run("fit", "-q", "-p", pipeline, "-i", folder.resolve("a.csv"), "-o", file))
        .isZero();
    return file;
  }

  @BeforeAll
  static void prepare() throws IOException {
    PumpRecords.write(folder.resolve("a.csv"), 1000, false);
    bundle = fit("timed", "eventTime: {pointer: /at, format: iso-8601}");
    untimed = fit("untimed", "");
    rows = PumpRecords.write(folder.resolve("march.csv"), 3 * 1440, true);
  }

  private JsonNode json(Object... args) throws IOException {
    List<Object> all = new ArrayList<>(List.of("backtest", bundle, rows, "-q", "--json", "-"));
    all.addAll(List.of(args));
    assertThat(run(all.toArray())).as(err.toString()).isZero();
    return JSON.readTree(out.toString());
  }

  @Test
  void countsAlertsByDayAndEntityAndWritesThem() throws IOException {
    Path alerts = folder.resolve("alerts.jsonl");
    JsonNode summary = json("-o", alerts, "--label", "label");

    assertThat(summary.path("records").asInt()).isEqualTo(3 * 2 * 1440);
    assertThat(summary.at("/labels/events").asInt()).isEqualTo(3);
    assertThat(summary.at("/labels/eventRecall").asDouble()).isOne();
    assertThat(summary.path("entities").get(0).path("entity").asText()).isEqualTo("<b>");
    List<String> lines = new ArrayList<>(Files.readAllLines(alerts));
    assertThat(lines)
        .filteredOn(line -> line.contains("\"kind\":\"incident-closed\""))
        .hasSize(summary.path("incidentsClosed").asInt());
    lines.removeIf(line -> line.contains("\"kind\":\"incident-closed\""));
    assertThat(lines).hasSize(summary.path("alerts").asInt());
    assertThat(summary.path("incidents").asInt()).isBetween(3, lines.size());
    assertThat(summary.at("/suppressed/cool-down").asInt())
        .isEqualTo(summary.path("aboveThreshold").asInt() - lines.size());
    int days = 0;
    for (JsonNode day : summary.path("alertsByDay")) {
      days += day.asInt();
    }
    assertThat(days).isEqualTo(lines.size());
    JsonNode first = JSON.readTree(lines.get(0));
    int offset = first.at("/source/offset").asInt();
    assertThat(first.path("id").asText()).isEqualTo("march-0-" + offset);
    assertThat(first.path("record").has("label")).isFalse();
    assertThat(first.at("/source/timestamp")).isEqualTo(first.path("eventTime"));
    String row = Files.readAllLines(rows).get(1 + offset);
    assertThat(row)
        .startsWith(first.path("entity").asText() + "," + first.path("eventTime").asText());
  }

  @Test
  void obeysWhatPeopleHaveSaid() throws IOException {
    Path alerts = folder.resolve("judged.jsonl");
    json("-o", alerts);
    JsonNode first = JSON.readTree(Files.readAllLines(alerts).get(0));
    Path said =
        Files.writeString(
            folder.resolve("verdicts.jsonl"),
            "{\"verdict\":\"false-alarm\",\"alert\":\"" + first.path("id").asText() + "\"}\n\n");
    String other = "{\"verdict\":\"false-alarm\",\"fields\":[\"of another model\"]}\n";
    Files.writeString(said, other, StandardOpenOption.APPEND);
    Path obedient = folder.resolve("obedient.jsonl");
    JsonNode summary = json("-o", obedient, "--feedback", said);

    assertThat(Files.readAllLines(obedient).get(0)).as("the alert judged").isEqualTo(first + "");
    assertThat(Files.readAllLines(obedient).size()).isLessThan(Files.readAllLines(alerts).size());
    assertThat(summary.findPath("suppressed").path("feedback").asInt()).isGreaterThan(15);

    Files.writeString(said, "{\"verdict\":\"confirmed\",\"fields\":[\"z\"]}\nperhaps\n{}");
    assertThat(run("backtest", bundle, rows, "-q", "--feedback", said)).isEqualTo(1);
    assertThat(err.toString())
        .contains("2 lines are no verdicts")
        .contains("left out: line 1: the model has no field z; it has x, y")
        .contains("line 2: not JSON", "line 3: verdict is absent");
  }

  @Test
  void evaluateCountsTheSameAlerts() throws IOException {
    JsonNode summary = json();
    assertThat(run("evaluate", bundle, rows, "-q", "--plant", "never", "--json", "-")).isZero();
    JsonNode counted = JSON.readTree(out.toString()).path("rows");

    assertThat(counted.path("alerts")).isEqualTo(summary.path("alerts"));
    assertThat(counted.path("flagged")).isEqualTo(summary.path("aboveThreshold"));
  }

  @Test
  void aThresholdThatAlwaysFiresIsRefusedAndOneThatNeverDoesIsWarnedOf() {
    assertThat(
            run(
                "backtest",
                bundle,
                rows,
                "--set",
                "threshold.method=mad",
                "--set",
                "threshold.k=2"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("threshold", "% of normal records exceed", "threshold.k");

    assertThat(
            run(
                "backtest",
                bundle,
                rows,
                "--set",
                "threshold.method=sigma",
                "--set",
                "threshold.k=1000"))
        .isZero();
    assertThat(err.toString()).contains("warning: ", "hardly any record will raise an alert");
  }

  @Test
  void settingsSideBySideCountWhatEachCountsAlone() throws IOException {
    JsonNode sweep =
        json("--sweep", "threshold.risk=0.01,0.000001", "--sweep", "threshold.floor=0,1");

    assertThat(sweep.path("settings")).hasSize(5);
    for (JsonNode one : sweep.path("settings")) {
      List<String> alone = new ArrayList<>();
      one.path("overrides")
          .properties()
          .forEach(o -> alone.addAll(List.of("--set", o.getKey() + "=" + o.getValue().asText())));
      JsonNode counted = json(alone.toArray());
      assertThat(counted.path("alerts")).as(one.toString()).isEqualTo(one.path("alerts"));
      assertThat(counted.path("alertsByDay")).isNotEmpty();
    }
  }

  @Test
  void recommendsTheMostSensitiveSettingThatKeepsTheBudget() throws IOException {
    JsonNode result = json("--budget", "20/day");
    double best = 0;
    for (JsonNode one : result.path("settings")) {
      if (one.path("inIncidents").asDouble() > 0.5) {
        continue;
      }
      double daily = one.path("alertsPerDay").asDouble();
      best = daily <= 20 ? Math.max(best, daily) : best;
    }
    assertThat(best).isPositive();
    assertThat(result.at("/recommendation/kept").asBoolean()).isTrue();
    assertThat(result.at("/recommendation/spent").asDouble()).isEqualTo(best);

    assertThat(run("backtest", bundle, rows, "-q", "--budget", "0.1/day")).isEqualTo(3);
    assertThat(out.toString()).contains("no setting keeps to 0.1 alerts a day");
  }

  @Test
  void writesSettingsAsThePipelineFileAndTheJobHaveThem() {
    assertThat(
            run(
                "backtest",
                bundle,
                rows,
                "-q",
                "--budget",
                "20/day",
                "--set",
                "threshold.risk=0.1"))
        .isZero();
    assertThat(out.toString()).containsPattern("  threshold:\\R    risk: [0-9.e-]+\\R");
    assertThat(out.toString()).containsPattern("\\R  --threshold\\.risk [0-9.e-]+\\R");
  }

  @Test
  void theReportShowsEveryEntityAndRunsNothing() throws IOException {
    Path report = folder.resolve("report.html");
    assertThat(run("backtest", bundle, rows, "-q", "--report", report, "--budget", "20/day"))
        .isZero();

    assertThat(Files.readString(report))
        .contains("Alerts by day", "&lt;b&gt;: ", "Settings compared", "threshold.risk=0.001")
        .doesNotContain("<b>:", "<script", "http://", "https://");
  }

  @Test
  void withoutEventTimesTheIntervalMustBeSaid() throws IOException {
    assertThat(run("backtest", untimed, rows, "-q")).isEqualTo(2);
    assertThat(err.toString()).contains("the model declares no event time", "--interval 10s");

    Path alerts = folder.resolve("untimed.jsonl");
    assertThat(
            run(
                "backtest",
                untimed,
                rows,
                "-q",
                "--interval",
                "30s",
                "--start",
                "2026-05-01T00:00:00Z",
                "-o",
                alerts))
        .isZero();
    JsonNode alert = JSON.readTree(Files.readAllLines(alerts).get(0));
    assertThat(alert.path("eventTime").asText())
        .isEqualTo(
            Instant.parse("2026-05-01T00:00:00Z")
                .plusSeconds(30L * alert.at("/source/offset").asInt())
                .toString());
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThat(run("backtest", bundle)).isEqualTo(2);
    assertThat(err.toString()).contains("give records: a FILE or --topic");
    assertThat(run("backtest", bundle, rows, "--topic", "t")).isEqualTo(2);
    assertThat(run("backtest", bundle, rows, "--brokers", "b:1")).isEqualTo(2);
    assertThat(err.toString()).contains("--brokers is for --topic, not for files");
    assertThat(run("backtest", bundle, rows, "--source-topic", "a b")).isEqualTo(2);
    assertThat(err.toString()).contains("'a b' is no name of a topic");
    assertThat(run("backtest", bundle, rows, "--set", "threshold.rsk=1")).isEqualTo(2);
    assertThat(err.toString()).contains("threshold.rsk", "did you mean 'risk'");
    assertThat(run("backtest", bundle, rows, "--set", "risk=1")).isEqualTo(2);
    assertThat(err.toString()).contains("write section and name, such as threshold.risk");
    assertThat(run("backtest", bundle, rows, "--budget", "many")).isEqualTo(2);
    assertThat(run("backtest", bundle, rows, "-o", "-", "--json", "-")).isEqualTo(2);
    assertThat(run("backtest", bundle, folder.resolve("none.csv"))).isEqualTo(1);
    assertThat(run("backtest", bundle, rows, "-q", "--label", "x")).isEqualTo(2);
    Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"pump\":\"a\"}\n{}\n");
    assertThat(run("backtest", bundle, bad, "-q")).isEqualTo(1);
    assertThat(err.toString()).contains("none of its 2 records can be scored", "line 1");
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    assertThat(run("backtest", bundle, empty, "-q")).isEqualTo(1);
    assertThat(err.toString()).contains("has no records");
  }

  @Test
  void badRecordsAreCountedByReasonWithTheirPlace() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(rows));
    lines.add(3, "a,never,1,1,0");
    Path mixed = Files.write(folder.resolve("mixed.csv"), lines);
    assertThat(run("backtest", bundle, mixed, "-q")).isZero();
    assertThat(out.toString()).contains("8,640 scored, 1 bad", "bad-timestamp", "line 4");
  }

  @Test
  void namesFromRecordsNeitherRuleTheTerminalNorFillIt() throws IOException {
    String record = "{\"pump\":\"%s\",\"at\":\"2026-03-01T00:00:00Z\",\"x\":0,\"y\":0}";
    Path hostile =
        Files.write(
            folder.resolve("hostile.jsonl"),
            List.of(
                record.formatted("\\u001b[2J\\nnext"),
                record.formatted("k".repeat(1000)),
                record.replace("\"pump\":\"%s\",", "")));

    assertThat(run("backtest", bundle, hostile, "-q")).isZero();

    assertThat(out.toString())
        .contains("?[2J?next  ", "k".repeat(59) + "…  ")
        .contains("is missing; mend these rows, or correct where the pipeline file says it is")
        .doesNotContain("\u001b", "kkkk".repeat(15));
  }
}
