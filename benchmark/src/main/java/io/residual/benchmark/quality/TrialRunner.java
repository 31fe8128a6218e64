package io.residual.benchmark.quality;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs detectors on trials, or takes what an earlier run gave. */
final class TrialRunner {

  private final ScoreCache cache;
  private final PrintStream log;

  TrialRunner(ScoreCache cache, PrintStream log) {
    this.cache = cache;
    this.log = log;
  }

  /** One result for each trial and detector, trial by trial. */
  List<Result> run(List<Trial> trials, List<Detector> detectors) throws IOException {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      // Loaded at most once for all detectors, and not at all if every result is there.
      Split[] split = new Split[1];
      for (Detector detector : detectors) {
        if (repeats(trial, detector)) {
          continue;
        }
        Optional<LabelledScores> known = cache.read(trial, detector);
        Result result =
            known.isPresent()
                ? Result.of(trial, detector, known.get())
                : score(trial, detector, split);
        results.add(result);
        log.printf(
            Locale.ROOT,
            "[%d/%d] %s%s%n",
            i + 1,
            trials.size(),
            result,
            known.isPresent() ? " (earlier)" : "");
      }
    }
    return results;
  }

  /** The split of a series is the same for every seed. */
  private static boolean repeats(Trial trial, Detector detector) {
    return trial.group() != Group.TABULAR && trial.seed() > 1 && !detector.random();
  }

  private Result score(Trial trial, Detector detector, Split[] split) throws IOException {
    if (split[0] == null) {
      split[0] = trial.loader().load();
    }
    LabelledScores scores;
    try {
      scores =
          new LabelledScores(detector.score(split[0], trial.seed()), split[0].test().anomalies());
    } catch (Exception e) {
      // One detector that fails on one set must not cost the results of an hour.
      e.printStackTrace(log);
      return Result.failed(trial, detector, e);
    }
    cache.write(trial, detector, scores);
    return Result.of(trial, detector, scores);
  }
}
