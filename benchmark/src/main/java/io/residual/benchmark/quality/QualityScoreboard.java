package io.residual.benchmark.quality;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    },
    footer = {
      "",
      "Example: everything, into the documentation",
      "  benchmark/quality --output docs/quality.md",
      "",
      "Example: two sets, two detectors",
      "  benchmark/quality --sets cardio,vowels --detectors Residual,KNN"
    })
public final class QualityScoreboard implements Callable<Integer> {

  /** The checkout, which the launching script knows wherever it is called. */
  private static final Path ROOT =
      Path.of(System.getProperty("residual.root", "")).toAbsolutePath();

  /** Detectors beside ours, in the order of the tables. */
  private static final List<Detector> OTHERS =
      List.of(
          new NearestNeighbour(),
          new SmileIsolationForest(),
          new RandomCutForests(),
          new RandomScores());

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Folder of the labelled sets: tabular, mnist, nab, skab, smd, asd, msl, ucr; what is"
              + " absent is left out. Default: ${DEFAULT-VALUE}.")
  private Path data = ROOT.resolveSibling("shared").resolve("data");

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
      description = "Which sets, by name, such as cardio or valve1/0. Default: all.")
  private Set<String> sets = Set.of();

  @Option(
      names = "--detectors",
      split = ",",
      paramLabel = "NAME",
      description = "Which detectors: ${COMPLETION-CANDIDATES}. Default: all.",
      completionCandidates = DetectorNames.class)
  private List<String> detectors = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Random halves of each tabular set. Default: ${DEFAULT-VALUE}.")
  private int seeds = 5;

  @Option(
      names = "--series-seeds",
      paramLabel = "N",
      description =
          "Seeds of the detectors on each series; one if its files exceed 1 MB. Default:"
              + " ${DEFAULT-VALUE}.")
  private int seriesSeeds = 3;

  @Option(names = "--file-order", description = "Also split tabular sets in the order of the file.")
  private boolean fileOrder;

  @Option(
      names = "--quick",
      description = "One seed, and of each kind no more than five sets in small files.")
  private boolean quick;

  @Option(
      names = "--overlay",
      paramLabel = "FILE",
      description =
          "Keys of a pipeline file, in YAML, laid over the proposed one of every set: to compare"
              + " settings with the defaults.")
  private Path overlay;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "Where results are kept. Default: ${DEFAULT-VALUE}.")
  private Path results = ROOT.resolve("benchmark/target/quality");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the tables go, besides standard output.")
  private Path output;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write every single result to this file.")
  private Path json;

  private QualityScoreboard() {}

  /** The names that {@code --detectors} takes. */
  static final class DetectorNames extends ArrayList<String> {
    DetectorNames() {
      add(ResidualModel.NAME);
      OTHERS.forEach(detector -> add(detector.name()));
    }
  }

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
    Set<String> unknown = new TreeSet<>(detectors);
    unknown.removeAll(new DetectorNames());
    if (!unknown.isEmpty()) {
      return misuse("no detector is named " + unknown + "; there are " + new DetectorNames());
    }
    if (seeds < 1 || seriesSeeds < 1) {
      return misuse("--seeds and --series-seeds must be at least 1");
    }
    TrialPlan plan =
        new TrialPlan(
            new DataFolder(data), quick ? 1 : seeds, quick ? 1 : seriesSeeds, fileOrder, quick);
    List<Trial> trials =
        plan.trials(groups).stream()
            .filter(trial -> sets.isEmpty() || sets.contains(trial.set()))
            .toList();
    if (trials.isEmpty()) {
      return misuse("no such set in " + data + "; give its folder by --data");
    }
    TrialRunner runner = new TrialRunner(new ScoreCache(results), System.err);
    Results measured = new Results(runner.run(trials, chosenDetectors()));
    String report = new QualityReport(measured).markdown();
    System.out.print(report);
    if (output != null) {
      Files.writeString(output, report, StandardCharsets.UTF_8);
    }
    if (json != null) {
      ResultsJson.write(measured, json);
    }
    return measured.all().stream().anyMatch(Result::failed)
        ? CommandLine.ExitCode.SOFTWARE
        : CommandLine.ExitCode.OK;
  }

  private static int misuse(String message) {
    System.err.println("benchmark/quality: " + message);
    return CommandLine.ExitCode.USAGE;
  }

  private List<Detector> chosenDetectors() throws IOException {
    List<Detector> all = new ArrayList<>();
    all.add(overlay == null ? ResidualModel.defaults() : ResidualModel.with(overlay));
    all.addAll(OTHERS);
    return all.stream()
        .filter(detector -> detectors.isEmpty() || detectors.contains(detector.name()))
        .toList();
  }
}
