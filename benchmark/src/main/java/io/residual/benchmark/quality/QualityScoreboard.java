package io.residual.benchmark.quality;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures detection quality on labelled sets and writes the tables. */
@Command(
    name = "benchmark/quality",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how well Residual with default settings finds labelled anomalies, beside other"
          + " detectors on the same splits.",
      "",
      "Results are kept as they come: an interrupted run goes on where it stopped, and a change of"
          + " the code costs only Residual's own time."
    })
public final class QualityScoreboard implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Folder of the labelled sets. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("..", "shared", "data");

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "GROUP",
      description = "Which kinds of sets: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Group> groups = List.of(Group.values());

  @Option(
      names = "--sets",
      split = ",",
      paramLabel = "SET",
      description = "Which sets, by name. Default: all.")
  private Set<String> sets = Set.of();

  @Option(
      names = "--detectors",
      split = ",",
      paramLabel = "NAME",
      description = "Which detectors, such as Residual or KNN. Default: all.")
  private List<String> detectors = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many random splits. Default: ${DEFAULT-VALUE}.")
  private int seeds = 5;

  @Option(names = "--file-order", description = "Also split tabular sets in the order of the file.")
  private boolean fileOrder;

  @Option(names = "--quick", description = "One seed, sets of at most ten thousand rows.")
  private boolean quick;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "Where results are kept. Default: ${DEFAULT-VALUE}.")
  private Path results = Path.of("benchmark", "target", "quality");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the tables go, besides standard output.")
  private Path output;

  private QualityScoreboard() {}

  /** Runs the command and exits. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new QualityScoreboard())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(data)) {
      System.err.println("no folder " + data + "; give the folder of the labelled sets by --data");
      return CommandLine.ExitCode.USAGE;
    }
    TrialRunner runner = new TrialRunner(new ScoreCache(results), System.err);
    List<Outcome> outcomes = runner.run(trials(), chosenDetectors());
    String report = new QualityReport(outcomes).markdown();
    System.out.print(report);
    if (output != null) {
      Files.writeString(output, report, StandardCharsets.UTF_8);
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Trial> trials() throws IOException {
    DataFolder folder = new DataFolder(data);
    List<Trial> trials = new ArrayList<>();
    if (groups.contains(Group.TABULAR)) {
      List<Path> files = new ArrayList<>(folder.sets("tabular"));
      files.addAll(folder.sets("mnist"));
      for (Path file : files) {
        if (sets.isEmpty() || sets.contains(DataFolder.setName(file))) {
          int runs = quick ? 1 : seeds;
          trials.addAll(TabularTrials.of(file, TabularTrials.Order.RANDOM, runs));
          if (fileOrder) {
            trials.addAll(TabularTrials.of(file, TabularTrials.Order.FILE, runs));
          }
        }
      }
    }
    return trials;
  }

  private List<Detector> chosenDetectors() {
    List<Detector> all =
        List.of(
            new ResidualModel(),
            new NearestNeighbour(),
            new SmileIsolationForest(),
            new RandomCutForests(),
            new RandomScores());
    return all.stream()
        .filter(
            detector ->
                detectors.isEmpty()
                    || detectors.stream().anyMatch(name -> name.equalsIgnoreCase(detector.name())))
        .toList();
  }
}
