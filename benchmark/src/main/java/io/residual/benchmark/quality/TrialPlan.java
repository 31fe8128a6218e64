package io.residual.benchmark.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which trials a run consists of.
 *
 * @param data where the sets lie
 * @param seeds of each tabular set
 * @param seriesSeeds of each series
 * @param fileOrder whether tabular sets are also split in the order of the file
 * @param quick whether only a few sets in small files are taken
 */
record TrialPlan(DataFolder data, int seeds, int seriesSeeds, boolean fileOrder, boolean quick) {

  private static final long SMALL_BYTES = 100_000;
  private static final int FEW = 5;

  /** Series in larger files run with one seed: they take longest and vary least. */
  private static final long LARGE_BYTES = 1_000_000;

  /** Folders whose sets are tabular. */
  private static final List<String> TABULAR_FOLDERS = List.of("tabular", "mnist");

  List<Trial> trials(List<Group> groups) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (Group group : groups) {
      trials.addAll(fewIfQuick(group == Group.TABULAR ? tabular() : series(group)));
    }
    return trials;
  }

  private List<Trial> tabular() throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (String folder : TABULAR_FOLDERS) {
      for (Path file : data.sets(folder)) {
        trials.addAll(TabularTrials.of(file, TabularTrials.Order.RANDOM, seeds));
        if (fileOrder) {
          trials.addAll(TabularTrials.of(file, TabularTrials.Order.FILE, seeds));
        }
      }
    }
    return trials;
  }

  private List<Trial> series(Group group) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (int seed = 1; seed <= seriesSeeds; seed++) {
      for (Trial trial : new SeriesTrials(data).of(group, seed)) {
        if (seed == 1 || bytes(trial) < LARGE_BYTES) {
          trials.add(trial);
        }
      }
    }
    return trials;
  }

  private List<Trial> fewIfQuick(List<Trial> trials) throws IOException {
    if (!quick) {
      return trials;
    }
    List<Trial> few = new ArrayList<>();
    Set<String> sets = new HashSet<>();
    for (Trial trial : trials) {
      boolean small = bytes(trial) < SMALL_BYTES;
      if (small && (sets.size() < FEW || sets.contains(trial.set()))) {
        sets.add(trial.set());
        few.add(trial);
      }
    }
    return few;
  }

  private static long bytes(Trial trial) throws IOException {
    long bytes = 0;
    for (Path file : trial.files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
