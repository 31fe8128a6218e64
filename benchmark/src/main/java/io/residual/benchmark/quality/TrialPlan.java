package io.residual.benchmark.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which trials a run consists of.
 *
 * @param data where the sets lie
 * @param seeds of each tabular set
 * @param seriesSeeds of each series
 * @param fileOrder whether tabular sets are also split in the order of the file
 * @param small whether only sets of small files are taken
 */
record TrialPlan(DataFolder data, int seeds, int seriesSeeds, boolean fileOrder, boolean small) {

  private static final long SMALL_BYTES = 100_000;

  /** Folders whose sets are tabular. */
  private static final List<String> TABULAR_FOLDERS = List.of("tabular", "mnist");

  List<Trial> trials(List<Group> groups) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (Group group : groups) {
      trials.addAll(group == Group.TABULAR ? tabular() : series(group));
    }
    return trials;
  }

  private List<Trial> tabular() throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (String folder : TABULAR_FOLDERS) {
      for (Path file : data.sets(folder)) {
        if (isTaken(List.of(file))) {
          trials.addAll(TabularTrials.of(file, TabularTrials.Order.RANDOM, seeds));
          if (fileOrder) {
            trials.addAll(TabularTrials.of(file, TabularTrials.Order.FILE, seeds));
          }
        }
      }
    }
    return trials;
  }

  private List<Trial> series(Group group) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (int seed = 1; seed <= seriesSeeds; seed++) {
      for (Trial trial : new SeriesTrials(data).of(group, seed)) {
        if (isTaken(trial.files())) {
          trials.add(trial);
        }
      }
    }
    return trials;
  }

  private boolean isTaken(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return !small || bytes < SMALL_BYTES;
  }
}
