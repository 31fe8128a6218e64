package io.residual.samples.demo;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.samples.client.StopSignal;
import io.residual.samples.consumer.AlertPrinter;
import io.residual.samples.dataset.TelemetrySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code residual demo}: the whole product in one process. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a model, starts a Kafka broker and a Flink cluster in this process, submits the job,"
          + " streams records through it and shows the alerts, judged against the labels.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  Simulated machines with labelled faults:",
      "    residual demo",
      "  Your own file; the first half trains, the rest is streamed:",
      "    residual demo --input rows.csv --label is_anomaly",
      "  This machine, until Ctrl-C:",
      "    residual demo --source host",
      "",
      "Exit codes: 0 all records accounted for, 1 failure, 2 wrong usage."
    })
public final class DemoCommand implements Callable<Integer> {

  enum Source {
    TELEMETRY,
    HOST
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      defaultValue = "telemetry",
      description = "What to stream: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Source source;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Streams this CSV or JSON-lines file (gzip, too) instead.")
  private String input;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column of the file that says whether a row is an anomaly; the model never sees it.")
  private String label;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description =
          "Pipeline file of the records. By default one is proposed from the file's rows.")
  private Path pipeline;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "Trains on this file. By default on the leading rows of --input.")
  private String train;

  @Option(
      names = "--train-fraction",
      defaultValue = "0.5",
      description =
          "Fraction of the rows of --input, the leading ones, that trains. Default:"
              + " ${DEFAULT-VALUE}.")
  private double trainFraction;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second; 0 for as fast as possible. Default: 1000.")
  private double rate = 1000;

  @Option(names = "--seed", defaultValue = "1", description = "Of the simulation. Default: 1.")
  private long seed;

  @Option(
      names = "--runtime",
      defaultValue = "onnx",
      description = "What scores: onnx or dl4j. Default: ${DEFAULT-VALUE}.")
  private String runtime;

  @Option(names = "--all-alerts", description = "Shows repeated alerts as well.")
  private boolean allAlerts;

  @Option(
      names = "--keep-running",
      description = "Leaves broker, Flink and job up until Ctrl-C, to look around and produce to.")
  private boolean keepRunning;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the summary as JSON.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    AlertDisplay display = new AlertDisplay(new AlertPrinter(out, Ansi.AUTO.enabled()), allAlerts);
    DemoProgress progress = new DemoProgress(out, display);
    try (StopSignal stop = StopSignal.install()) {
      return run(progress, display, stop::stopped, out);
    }
  }

  private int run(
      DemoProgress progress, AlertDisplay display, BooleanSupplier stopped, PrintWriter out)
      throws IOException {
    Scenario scenario = scenario();
    Map<String, String> options = new HashMap<>(DemoSettings.DEFAULT.jobOptions());
    options.put("runtime", runtime);
    DemoSettings settings =
        new DemoSettings(
            DemoSettings.DEFAULT.partitions(), options, DemoSettings.DEFAULT.patience());
    long start = System.nanoTime();
    // Training and starting the stack take about as long: side by side.
    CompletableFuture<ModelBundle> training =
        CompletableFuture.supplyAsync(() -> DemoTraining.fit(scenario, progress));
    try (EmbeddedStack stack = EmbeddedStack.start(settings.partitions(), progress::step)) {
      progress.step("Kafka broker on " + stack.broker().bootstrapServers());
      progress.step("Flink's web interface on " + stack.flink().webInterface());
      ModelBundle bundle = await(training);
      double trainingSeconds = (System.nanoTime() - start) / 1e9;
      Demo demo = new Demo(stack, settings, progress, stopped);
      try (Demo.Run job = demo.start(scenario, bundle, trainingSeconds)) {
        DemoResult result = job.stream();
        if (display.repeats() > 0) {
          progress.step(display.repeats() + " repeated alerts not shown; see --all-alerts");
        }
        DemoReport.print(result, out);
        if (json != null) {
          DemoReport.writeJson(result, json);
        }
        if (keepRunning && !stopped.getAsBoolean()) {
          keepUp(stack, scenario, progress, stopped);
        }
        return result.detection().balances() ? ExitCode.OK : ExitCode.SOFTWARE;
      }
    }
  }

  private static void keepUp(
      EmbeddedStack stack, Scenario scenario, DemoProgress progress, BooleanSupplier stopped) {
    String brokers = stack.broker().bootstrapServers();
    progress.step(
        "still running until Ctrl-C; brokers "
            + brokers
            + ", topics "
            + scenario.name()
            + " and "
            + scenario.name()
            + "-alerts, web interface "
            + stack.flink().webInterface());
    while (!stopped.getAsBoolean()) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static ModelBundle await(CompletableFuture<ModelBundle> training) {
    try {
      return training.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Scenario scenario() {
    if (input == null) {
      if (label != null || train != null || pipeline != null) {
        throw usage("--label, --train and --pipeline go with --input");
      }
      return source == Source.HOST
          ? Scenarios.host(Duration.ofMillis(250), 240)
          : Scenarios.telemetry(TelemetrySettings.defaults().withSeed(seed), rate);
    }
    if (input.equals("-")) {
      throw usage("--input is read twice, so it cannot be standard input; give a file");
    }
    if (!(trainFraction > 0 && trainFraction < 1)) {
      throw usage("--train-fraction is " + trainFraction + "; it must be between 0 and 1");
    }
    PipelineConfig config = pipeline();
    String name = config.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    if (train != null) {
      return Scenarios.twoFiles(name, config, train, input, label, rate);
    }
    long rows = Math.round(Scenarios.rowCount(input) * trainFraction);
    return Scenarios.leadingRows(name, config, input, label, rows, rate);
  }

  private PipelineConfig pipeline() {
    try {
      return pipeline == null
          ? DemoTraining.proposePipeline(Path.of(train == null ? input : train), label)
          : PipelineFile.read(pipeline);
    } catch (InvalidConfigException e) {
      throw usage(e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
