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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainerCliTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path rows;
  private Path pipeline;
  private Path bundle;

  @BeforeEach
  void writeInput() throws IOException {
    rows = folder.resolve("rows.csv");
    pipeline = folder.resolve("pipeline.yaml");
    bundle = folder.resolve("model.residual");
    StringBuilder csv = new StringBuilder("x,y,kind,label\n");
    for (int i = 0; i < 200; i++) {
      csv.append(Math.sin(i)).append(',').append(Math.cos(i)).append(i % 2 == 0 ? ",a," : ",b,");
      csv.append(i % 100 == 99 ? 1 : 0).append('\n');
    }
    Files.writeString(rows, csv);
  }

  private int run(Object... args) {
    CommandLine commandLine =
        TrainerCli.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return commandLine.execute(texts);
  }

  @Test
  void fromRowsToAnInspectedBundle() throws IOException {
    assertThat(run("schema", rows, "--label", "label")).isZero();
    Files.writeString(pipeline, out.toString());
    Path summary = folder.resolve("summary.json");
    assertThat(
            run(
                "fit",
                "--pipeline",
                pipeline,
                "--input",
                rows,
                "--output",
                bundle,
                "--label",
                "label",
                "--epochs",
                3,
                "--seed",
                5,
                "--name",
                "waves",
                "--json",
                summary))
        .as(err.toString())
        .isZero();
    assertThat(err.toString())
        .contains(
            "2 labelled anomalies left out", "network 1 of 5, 5-128-128-5", "epoch 3/3", "wrote ")
        .containsPattern("epoch 2/3 .* passed, at most \\d+ s left")
        .containsPattern("epoch 3/3 .* passed\\R");
    JsonNode json = new JsonMapper().readTree(summary.toFile());
    assertThat(json.path("name").asText()).isEqualTo("waves");
    assertThat(json.at("/networks/0/epochs").asInt()).isEqualTo(3);
    out.getBuffer().setLength(0);
    assertThat(run("inspect", bundle)).isZero();
    assertThat(out.toString())
        .contains(
            "waves, version",
            "kind",
            "center",
            "Network 3 x 5-128-128-5, 2 x 5-",
            "99.9 % below",
            "model.onnx");
    out.getBuffer().setLength(0);
    assertThat(run("inspect", bundle, "--json")).isZero();
    assertThat(new JsonMapper().readTree(out.toString()).path("format").asInt()).isEqualTo(1);
  }

  @Test
  void quietPrintsNothing() throws IOException {
    Files.writeString(pipeline, pipelineYaml());
    assertThat(run("fit", "-q", "-p", pipeline, "-i", rows, "-o", bundle, "--epochs", 1)).isZero();
    assertThat(out.toString() + err).isEmpty();
  }

  @Test
  void wrongUsageAndConfigurationExitWithTwo() throws IOException {
    assertThat(run("fit")).isEqualTo(2);
    assertThat(err.toString()).contains("--pipeline");
    Files.writeString(pipeline, "model: {name: x}\nschema: {fields: [{name: x, type: numerc}]}\n");
    assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", bundle)).isEqualTo(2);
    assertThat(err.toString()).contains("numerc");
    Files.writeString(pipeline, pipelineYaml());
    assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", bundle, "--label", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("the label 'x' is also field 'x'");
    assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", bundle, "--epochs", 0)).isEqualTo(2);
    assertThat(bundle).doesNotExist();
    assertThat(run("schema", rows, "--label", "nolabel")).isEqualTo(2);
    assertThat(err.toString()).contains("'nolabel'", "the columns are x, y, kind, label");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedBeforeTheFit() throws IOException {
    Files.writeString(pipeline, pipelineYaml());
    Path absent = folder.resolve("absent");
    Path tooLong = folder.resolve("m".repeat(250));
    for (Path output :
        new Path[] {folder, absent.resolve("m.residual"), rows.resolve("m.residual"), tooLong}) {
      err.getBuffer().setLength(0);
      assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", output)).isEqualTo(2);
      assertThat(err.toString())
          .contains("fit: --output " + output + ": ")
          .containsAnyOf("folder", "cannot be written: File name too long")
          .doesNotContain("epoch", ".tmp");
    }
    assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", bundle, "--json", absent.resolve("s")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--json " + absent.resolve("s"));
    assertThat(folder)
        .isDirectoryNotContaining(file -> !file.equals(rows) && !file.equals(pipeline));
  }

  @Test
  void moreColumnsThanRowsGiveAModelAndAWarning() throws IOException {
    StringBuilder csv = new StringBuilder("c0");
    for (int j = 1; j < 90; j++) {
      csv.append(",c").append(j);
    }
    Random random = new Random(1);
    for (int i = 0; i < 40; i++) {
      csv.append('\n').append(random.nextGaussian());
      for (int j = 1; j < 90; j++) {
        csv.append(',').append(random.nextGaussian());
      }
    }
    Files.writeString(rows, csv);
    Files.writeString(
        pipeline, "model: {name: wide}\nschema: {fields: [{name: 'c{0..89}', type: numeric}]}\n");
    assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", bundle, "--epochs", 3)).isZero();
    assertThat(err.toString())
        .contains("warning: 90 features and only 32 rows to train on", "declare fewer fields");
    assertThat(run("inspect", bundle)).isZero();
    assertThat(out.toString()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void aThresholdOutOfReachIsWarnedOf() throws IOException {
    Files.writeString(
        pipeline,
        """
        model: {name: deaf}
        schema: {fields: [{name: "x", type: numeric}, {name: "y", type: numeric}]}
        training: {network: bottleneck, epochs: 1}
        threshold: {method: sigma, k: 1000}
        """);
    assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", bundle)).isZero();
    assertThat(err.toString()).contains("warning: ", "hardly any record will raise an alert");
  }

  @Test
  void fitTellsWhatItFoundAndChose() throws IOException {
    StringBuilder csv = new StringBuilder("x,copy,same,label,amount,word,name\n");
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      double x = random.nextGaussian();
      csv.append(x).append(',').append(x).append(",3,").append(i % 50 / 49).append(',');
      csv.append(Math.exp(4 * random.nextGaussian())).append(",w").append(i % 70);
      csv.append(i % 40 == 7 ? ",1\n" : ",0\n");
    }
    Files.writeString(rows, csv.toString().replaceFirst(",0\n", ",oops\n"));
    Files.writeString(
        pipeline,
        """
        model: {name: x}
        schema:
          fields:
            - {name: "x", type: numeric}
            - {name: copy, type: numeric}
            - {name: same, type: numeric}
            - {name: label, type: numeric}
            - {name: amount, type: numeric, scaling: auto}
            - {name: word, type: categorical}
            - {name: name, type: numeric}
        """);
    assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", bundle, "--epochs", 1)).isZero();
    assertThat(err.toString())
        .contains("  field 'name': 1 row (wrong-type), the first: " + rows + " line 2:")
        .contains("note: field copy equals x in every row")
        .contains("note: field same is 3.0 in every row")
        .contains("warning: field label looks like a label", "--label label")
        .contains("amount encoded by log: ")
        .containsPattern("word encoded by hash: \\d+ categories");
    assertThat(run("inspect", bundle)).isZero();
    assertThat(out.toString()).contains("(log: ", "logarithms in units of", "(hash: ");
    Files.writeString(rows, "x,y\n" + "1,2\n".repeat(50));
    Files.writeString(pipeline, pipelineYaml());
    assertThat(run("fit", "-p", pipeline, "-i", rows, "-o", bundle)).isEqualTo(1);
    assertThat(err.toString()).contains("no field ever changes", "give rows that vary");
  }

  @Test
  void failuresExitWithOne() throws IOException {
    assertThat(run("schema", folder.resolve("nothing.csv"))).isEqualTo(1);
    assertThat(err.toString()).contains("nothing.csv: no readable file");
    assertThat(run("inspect", folder.resolve("nothing"))).isEqualTo(1);
    assertThat(run("inspect", folder)).isEqualTo(1);
    assertThat(err.toString()).contains("inspect: " + folder + ": is a folder");
    Files.writeString(bundle, "rubbish");
    assertThat(run("inspect", bundle)).isEqualTo(1);
    assertThat(err.toString()).contains("bundle entry", "expected", "found");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void helpTeachesByExample() {
    for (String command : new String[] {"fit", "inspect", "schema"}) {
      out.getBuffer().setLength(0);
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString()).contains("Example").contains("residual " + command);
    }
  }

  private static String pipelineYaml() {
    return "model: {name: x}\nschema: {fields: [{name: x, type: numeric}, {name: y, type:"
        + " numeric}]}\n";
  }
}
