package io.residual.benchmark.quality;

import io.residual.trainer.evaluate.metric.NabScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Series: what comes first trains, what follows tests, one model a series. */
final class SeriesTrials {

  /** Leading rows of a SKAB file that train, as on its leaderboard. */
  private static final int SKAB_TRAINING_ROWS = 400;

  /** A second label of SKAB's files, which is no feature. */
  private static final Set<String> SECOND_LABEL = Set.of("changepoint");

  private static final String TRAIN = "_train";
  private static final String TEST = "_test";
  private static final String SPLIT_COLUMN = "split";

  private final DataFolder data;

  SeriesTrials(DataFolder data) {
    this.data = data;
  }

  /** All series of a group, once; none if the data has no such group. */
  List<Trial> of(Group group, long seed) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (Path file : data.sets(group.key())) {
      trial(group, file, seed).ifPresent(trials::add);
    }
    return trials;
  }

  private Optional<Trial> trial(Group group, Path file, long seed) throws IOException {
    String name = DataFolder.setName(file);
    if (group == Group.NAB) {
      // Beside the series lie the windows, which the labels say as well.
      boolean series = !file.getParent().equals(data.root().resolve(group.key()));
      return series
          ? Optional.of(
              trial(group, folderAndName(file), "first 15%", seed, file, SeriesTrials::probation))
          : Optional.empty();
    }
    if (group == Group.SKAB) {
      // A recording without faults has nothing to be found.
      return anyAnomaly(file)
          ? Optional.of(
              trial(group, folderAndName(file), "first 400 rows", seed, file, SeriesTrials::skab))
          : Optional.empty();
    }
    if (name.endsWith(TEST)) {
      String series = name.substring(0, name.length() - TEST.length());
      Path training = file.resolveSibling(series + TRAIN + DataFolder.ENDING);
      return Optional.of(
          new Trial(
              group,
              series,
              "train file",
              seed,
              List.of(training, file),
              () ->
                  new Split(
                      LabelledRows.read(training, Set.of()),
                      LabelledRows.read(file, Set.of()),
                      true)));
    }
    boolean oneFile = !name.endsWith(TRAIN);
    return oneFile
        ? Optional.of(trial(group, name, "split column", seed, file, SeriesTrials::marked))
        : Optional.empty();
  }

  private static Trial trial(
      Group group, String set, String protocol, long seed, Path file, Splitter splitter) {
    return new Trial(group, set, protocol, seed, List.of(file), () -> splitter.split(file));
  }

  /** Makes a split of one file. */
  @FunctionalInterface
  private interface Splitter {
    Split split(Path file) throws IOException;
  }

  private static Split probation(Path file) throws IOException {
    LabelledRows rows = LabelledRows.read(file, Set.of());
    return leading(rows, NabScore.probationRows(rows.size()));
  }

  private static Split skab(Path file) throws IOException {
    return leading(LabelledRows.read(file, SECOND_LABEL), SKAB_TRAINING_ROWS);
  }

  private static Split leading(LabelledRows rows, int training) {
    return new Split(rows.where(row -> row < training), rows.where(row -> row >= training), true);
  }

  private static Split marked(Path file) throws IOException {
    LabelledRows rows = LabelledRows.read(file, Set.of());
    int column = rows.column(SPLIT_COLUMN);
    LabelledRows features = rows.without(SPLIT_COLUMN);
    return new Split(
        features.where(row -> rows.cells()[row][column].equals("train")),
        features.where(row -> !rows.cells()[row][column].equals("train")),
        true);
  }

  private static boolean anyAnomaly(Path file) throws IOException {
    LabelledRows rows = LabelledRows.read(file, SECOND_LABEL);
    return IntStream.range(0, rows.size()).anyMatch(row -> rows.anomalies()[row]);
  }

  private static String folderAndName(Path file) {
    return file.getParent().getFileName() + "/" + DataFolder.setName(file);
  }
}
