package io.residual.samples.demo;

import io.residual.model.bundle.ModelBundle;
import io.residual.samples.client.StopSignal;
import io.residual.samples.consumer.AlertPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
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

  private static final Duration GLANCE = Duration.ofMillis(100);

  enum RuntimeName {
    ONNX,
    DL4J
  }

  @Spec private CommandSpec spec;

  @Mixin private ScenarioOptions scenario;

  @Option(
      names = "--runtime",
      defaultValue = "onnx",
      description = "What scores: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private RuntimeName runtime;

  @Option(
      names = "--keep-running",
      description = "Leaves broker, Flink and job up until Ctrl-C, to look around and produce to.")
  private boolean keepRunning;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the summary as JSON.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DemoProgress progress = new DemoProgress(out, new AlertPrinter(out, Ansi.AUTO.enabled()));
    try (StopSignal stop = StopSignal.install()) {
      return run(progress, stop::stopped, out);
    }
  }

  private int run(DemoProgress progress, BooleanSupplier stopped, PrintWriter out)
      throws IOException {
    if (json != null
        && (Files.isDirectory(json) || !isWritable(json.toAbsolutePath().getParent()))) {
      throw new ParameterException(
          spec.commandLine(), "--json " + json + " cannot be written; give a file in a folder");
    }
    Scenario chosen = scenario.scenario();
    Map<String, String> options = new HashMap<>(DemoSettings.DEFAULT.jobOptions());
    options.put("runtime", runtime.name().toLowerCase(Locale.ROOT));
    DemoSettings settings =
        new DemoSettings(
            DemoSettings.DEFAULT.partitions(), options, DemoSettings.DEFAULT.patience());
    // Before two threads reach for it at once, which SLF4J would report on the console.
    LoggerFactory.getILoggerFactory();
    long start = System.nanoTime();
    // Training and starting the stack take about as long: side by side.
    CompletableFuture<ModelBundle> training =
        CompletableFuture.supplyAsync(() -> DemoTraining.fit(chosen, progress));
    try (EmbeddedStack stack = EmbeddedStack.start(settings.partitions(), progress::step)) {
      progress.step("Kafka broker on " + stack.broker().bootstrapServers());
      progress.step("Flink's web interface on " + stack.flink().webInterface());
      ModelBundle bundle = await(training, stopped);
      if (bundle == null) {
        progress.step("stopped before the model was trained");
        return ExitCode.OK;
      }
      double trainingSeconds = (System.nanoTime() - start) / 1e9;
      Demo demo = new Demo(stack, settings, progress, stopped);
      try (Demo.Run job = demo.start(chosen, bundle, trainingSeconds)) {
        DemoResult result = job.stream();
        DemoReport.print(result, out);
        if (json != null) {
          DemoReport.writeJson(result, json);
        }
        if (keepRunning && !stopped.getAsBoolean()) {
          keepUp(stack, chosen, progress, stopped);
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
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }

  /** The trained model; null if stopped before it was there. */
  private static ModelBundle await(
      CompletableFuture<ModelBundle> training, BooleanSupplier stopped) {
    try {
      while (!training.isDone() && !stopped.getAsBoolean()) {
        LockSupport.parkNanos(GLANCE.toNanos());
      }
      return training.isDone() ? training.join() : null;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static boolean isWritable(Path folder) {
    return folder != null && Files.isWritable(folder);
  }
}
