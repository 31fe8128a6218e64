package io.residual.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandsTest {

  @TempDir private static Path folder;
  private static Path good;
  private static Path blind;
  private static Path test;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return run(out, err, args);
  }

  private static int run(StringWriter out, StringWriter err, Object... args) {
    CommandLine commandLine =
        TrainerCli.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return commandLine.execute(texts);
  }

  private static Path rows(String name, int count, boolean linked, boolean anomalies)
      throws IOException {
    Random random = new Random(count);
    StringBuilder csv = new StringBuilder("x,y,label\n");
    for (int i = 0; i < count; i++) {
      boolean anomalous = anomalies && i % 50 == 49;
      double x = random.nextGaussian();
      double y = linked && !anomalous ? x : random.nextGaussian();
      csv.append(x).append(',').append(y + 0.05 * random.nextGaussian());
      csv.append(anomalous ? ",1\n" : ",0\n");
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  @BeforeAll
  static void fitTwoModels() throws IOException {
    Path pipeline =
        Files.writeString(
            folder.resolve("pipeline.yaml"),
            """
            model: {name: pair}
            schema: {fields: [{name: x, type: numeric}, {name: y, type: numeric}]}
            training:
              epochs: 40
              network:
                encoder: [{units: 1, activation: identity}]
                decoder: [{units: 2, activation: identity}]
            """);
    good = folder.resolve("good.residual");
    blind = folder.resolve("blind.residual");
    test = rows("test.csv", 2000, true, true);
    StringWriter sink = new StringWriter();
    assertThat(
            run(
                sink,
                sink,
                "fit",
                "-q",
                "-p",
                pipeline,
                "-i",
                rows("a.csv", 1500, true, false),
                "-o",
                good))
        .as(sink.toString())
        .isZero();
    assertThat(
            run(
                sink,
                sink,
                "fit",
                "-q",
                "-p",
                pipeline,
                "-i",
                rows("b.csv", 1501, false, false),
                "-o",
                blind))
        .as(sink.toString())
        .isZero();
  }

  @Test
  void evaluatePrintsFiguresAndWritesJsonAndReport() throws IOException {
    Path json = folder.resolve("figures.json");
    Path report = folder.resolve("report.html");

    assertThat(run("evaluate", good, test, "--label", "label", "--json", json, "--report", report))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("2,000 rows scored, 0 unreadable", "AUROC", "average precision", "Advice")
        .contains("40 anomalous rows, 1,960 normal");
    assertThat(err.toString()).contains("scoring");
    JsonNode figures = new JsonMapper().readTree(json.toFile());
    assertThat(figures.path("labelled").path("auroc").path("value").asDouble()).isGreaterThan(0.9);
    assertThat(figures.path("rows").path("scored").asInt()).isEqualTo(2000);
    assertThat(report).content().startsWith("<!DOCTYPE html>").contains("ROC curve");
  }

  @Test
  void withoutLabelsEverybodyGetsANumber() throws IOException {
    assertThat(run("evaluate", good, test, "-q", "--json", "-")).isZero();

    JsonNode planted = new JsonMapper().readTree(out.toString()).path("planted");
    assertThat(planted.path("meanAuroc").path("value").asDouble()).isBetween(0.5, 1.0);
    assertThat(planted.path("kinds")).hasSizeGreaterThan(10);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void compareFailsOnAWorseCandidateOnly() throws IOException {
    assertThat(run("compare", good, blind, test, "--label", "label")).isEqualTo(3);
    assertThat(out.toString()).contains("The candidate is worse. It does not pass.");
    assertThat(run("compare", good, blind, test)).isEqualTo(3);

    assertThat(run("compare", blind, good, test, "--label", "label", "-q", "--json", "-")).isZero();
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json.path("passed").asBoolean()).isTrue();
    assertThat(json.path("checks")).hasSize(3);

    assertThat(run("compare", good, good, test, "--require", "as-good")).isZero();
    assertThat(out.toString()).contains("as good as each other");
    assertThat(run("compare", good, good, test, "--require", "better")).isEqualTo(3);
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    Path one = Files.writeString(folder.resolve("one.csv"), "x,y\n1,2\n");
    Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");

    assertThat(run("evaluate", good, empty)).isEqualTo(1);
    assertThat(err.toString()).contains("empty.csv: is empty");
    assertThat(run("evaluate", good, one)).isEqualTo(1);
    assertThat(err.toString()).contains("1 row could be scored", "at least 20");
    assertThat(run("evaluate", good, other)).isEqualTo(1);
    assertThat(err.toString()).contains("no column for x, y");
    assertThat(run("evaluate", folder.resolve("none"), test)).isEqualTo(1);
    assertThat(run("evaluate", test, test)).isEqualTo(1);
    assertThat(err.toString()).contains("test.csv: bundle");
    assertThat(run("evaluate", good, test, "--label", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("the label 'x' is also field 'x'");
    assertThat(run("evaluate", good, test, "--label", "truth")).isEqualTo(1);
    assertThat(err.toString()).contains("no row has the label 'truth'");
    assertThat(run("evaluate", good, test, "--resamples", 3)).isEqualTo(2);
    assertThat(run("evaluate", good)).isEqualTo(2);
    assertThat(run("compare", good, good, test, "--margin", -1)).isEqualTo(2);
    assertThat(run("compare", good, good, other)).isEqualTo(1);
    assertThat(err.toString()).contains("the current model pair", "cannot score these rows");
    assertThat(run("evaluate", good, test, "--report", folder.resolve("no/where.html")))
        .isEqualTo(2);
  }

  @Test
  void inspectWritesTheReportOfTheFit() {
    Path report = folder.resolve("fit.html");

    assertThat(run("inspect", good, "--report", report)).isZero();
    assertThat(report).content().contains("Training of pair", "Loss by epoch");
  }

  @Test
  void helpTeachesByExample() {
    for (String command : new String[] {"evaluate", "compare"}) {
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString())
          .contains("Example", "residual " + command, "Exit codes", "auto, series, independent");
    }
  }
}
