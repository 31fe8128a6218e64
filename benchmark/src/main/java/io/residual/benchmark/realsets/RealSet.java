package io.residual.benchmark.realsets;

import io.residual.samples.demo.Scenario;
import io.residual.samples.demo.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A labelled set: one or more streams, each with a model of its own.
 *
 * @param name shown in the table
 * @param protocol which rows train and which are streamed
 * @param scenarios of the set, given the folder with the data
 */
record RealSet(String name, String protocol, Function<Path, List<Scenario>> scenarios) {

  private static final String LABEL = "label";

  /** First rows of a SKAB file that train, as on its leaderboard. */
  private static final int SKAB_TRAINING_ROWS = 400;

  /** Leading part of a series that NAB gives its detectors to learn from. */
  private static final double NAB_PROBATION = 0.15;

  static List<RealSet> all() {
    return List.of(
        new RealSet("smd", "train file, test file; 5 machines", RealSet::smd),
        new RealSet("skab", "first 400 rows of each file train; 17 files", RealSet::skab),
        new RealSet("machine_temperature", "first 15% train", RealSet::machineTemperature),
        new RealSet(
            "annthyroid",
            "file-order halves: first half of the normal rows trains",
            data -> normalHalf("annthyroid", data.resolve("tabular/annthyroid.csv.gz"))),
        new RealSet(
            "mnist_normal4",
            "file-order halves, classic network",
            data -> normalHalf("mnist", data.resolve("mnist/mnist_normal4.csv.gz"))));
  }

  private static List<Scenario> smd(Path data) {
    List<Scenario> scenarios = new ArrayList<>();
    for (Path test : files(data.resolve("smd"), "_test.csv.gz")) {
      String machine = test.getFileName().toString().replace("_test.csv.gz", "");
      scenarios.add(
          Scenarios.twoFiles(
              "smd-" + machine,
              Scenarios.shippedPipeline("smd"),
              test.resolveSibling(machine + "_train.csv.gz").toString(),
              test.toString(),
              LABEL,
              0));
    }
    return scenarios;
  }

  private static List<Scenario> skab(Path data) {
    List<Scenario> scenarios = new ArrayList<>();
    for (String folder : List.of("other", "valve1", "valve2")) {
      for (Path file : files(data.resolve("skab").resolve(folder), ".csv.gz")) {
        String number = file.getFileName().toString().replace(".csv.gz", "");
        scenarios.add(
            Scenarios.leadingRows(
                "skab-" + folder + "-" + number,
                Scenarios.shippedPipeline("skab"),
                file.toString(),
                LABEL,
                SKAB_TRAINING_ROWS,
                0));
      }
    }
    return scenarios;
  }

  private static List<Scenario> machineTemperature(Path data) {
    String file =
        data.resolve("nab/realKnownCause/machine_temperature_system_failure.csv.gz").toString();
    return List.of(
        Scenarios.leadingRows(
            "machine-temperature",
            Scenarios.shippedPipeline("machine-temperature"),
            file,
            LABEL,
            Math.round(Scenarios.rowCount(file, LABEL) * NAB_PROBATION),
            0));
  }

  private static List<Scenario> normalHalf(String pipeline, Path file) {
    return List.of(
        Scenarios.normalHalf(
            pipeline, Scenarios.shippedPipeline(pipeline), file.toString(), LABEL, 0));
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder + ": " + e, e);
    }
  }
}
