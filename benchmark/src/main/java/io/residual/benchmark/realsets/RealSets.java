package io.residual.benchmark.realsets;

import io.residual.model.bundle.ModelBundle;
import io.residual.samples.demo.Demo;
import io.residual.samples.demo.DemoListener;
import io.residual.samples.demo.DemoResult;
import io.residual.samples.demo.DemoSettings;
import io.residual.samples.demo.DemoTraining;
import io.residual.samples.demo.DetectionReport;
import io.residual.samples.demo.EmbeddedStack;
import io.residual.samples.demo.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Trains on each set's normal or leading part, streams the rest through broker and job, and prints
 * a table. One setting for all sets: the defaults.
 *
 * <p>Arguments: the folder with the data, the file for the table, and optionally the names of the
 * sets to run.
 */
public final class RealSets {

  private final PrintStream log = System.err;

  private RealSets() {}

  /** Runs the sets. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      System.err.println("usage: RealSets DATA_FOLDER TABLE_FILE [SET ...]");
      System.exit(2);
    }
    Path data = Path.of(args[0]);
    if (!Files.isDirectory(data)) {
      System.err.println("no folder " + data + "; give the folder with the labelled sets");
      System.exit(2);
    }
    Set<String> names = Set.copyOf(List.of(args).subList(2, args.length));
    String table = new RealSets().run(data, names);
    Files.writeString(Path.of(args[1]), table, StandardCharsets.UTF_8);
    System.out.print(table);
    // The broker's and Flink's threads have been told to stop; none is worth waiting for.
    System.exit(0);
  }

  private String run(Path data, Set<String> names) throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| set | protocol | streamed | anomalous | AUROC | AP (random) | alerts | precision"
                + " (random) | recall (random) |\n"
                + "|---|---|---|---|---|---|---|---|---|\n");
    try (EmbeddedStack stack = EmbeddedStack.start(1, log::println)) {
      for (RealSet set : RealSet.all()) {
        if (names.isEmpty() || names.contains(set.name())) {
          List<DetectionReport> reports = new ArrayList<>();
          for (Scenario scenario : set.scenarios().apply(data)) {
            reports.add(stream(stack, scenario));
          }
          table.append(row(set, reports));
        }
      }
    }
    return table.toString();
  }

  private DetectionReport stream(EmbeddedStack stack, Scenario scenario) throws IOException {
    long start = System.nanoTime();
    ModelBundle bundle = DemoTraining.fit(scenario, DemoListener.SILENT);
    double seconds = (System.nanoTime() - start) / 1e9;
    DemoSettings settings =
        new DemoSettings(1, DemoSettings.DEFAULT.jobOptions(), DemoSettings.DEFAULT.patience());
    Demo demo = new Demo(stack, settings, DemoListener.SILENT, () -> false);
    try (Demo.Run run = demo.start(scenario, bundle, seconds)) {
      DemoResult result = run.stream();
      DetectionReport report = result.detection();
      log.printf(
          Locale.ROOT,
          "%s: %s, trained in %.1f s, streamed in %.1f s, AUROC %.4f, AP %.4f, alerts %d,"
              + " precision %.3f, recall %.3f, dead letters %d%n",
          scenario.name(),
          bundle.manifest().ensemble().describe(),
          seconds,
          result.streamSeconds(),
          report.auroc(),
          report.averagePrecision(),
          report.alerts(),
          report.precision(),
          report.recall(),
          report.deadLettered());
      return report;
    }
  }

  /**
   * Ranks are averaged over the streams, counts are added up. A random score ranks at AUROC 0.5 and
   * an average precision of the anomalies' rate; a random choice of as many alerts has that rate as
   * its precision, and finds its own share of all records.
   */
  private static String row(RealSet set, List<DetectionReport> reports) {
    long scored = reports.stream().mapToLong(DetectionReport::scored).sum();
    long anomalies = reports.stream().mapToLong(DetectionReport::anomalies).sum();
    long found = reports.stream().mapToLong(DetectionReport::trueFlags).sum();
    long wrong = reports.stream().mapToLong(DetectionReport::falseFlags).sum();
    double rate = (double) anomalies / scored;
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,d | %.1f%% | %.3f | %.3f (%.3f) | %,d | %.3f (%.3f) | %.3f (%.3f) |%n",
        set.name(),
        set.protocol(),
        scored,
        100 * rate,
        reports.stream().mapToDouble(DetectionReport::auroc).average().orElse(Double.NaN),
        reports.stream()
            .mapToDouble(DetectionReport::averagePrecision)
            .average()
            .orElse(Double.NaN),
        rate,
        found + wrong,
        (double) found / (found + wrong),
        rate,
        (double) found / anomalies,
        (double) (found + wrong) / scored);
  }
}
