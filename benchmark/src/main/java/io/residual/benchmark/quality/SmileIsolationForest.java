package io.residual.benchmark.quality;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import smile.anomaly.IsolationForest;
import smile.math.MathEx;

/**
 * Isolation forest (Liu, Ting and Zhou, ICDM 2008) by Smile, with the paper's settings: 100 trees
 * of 256 rows, cut along one column at a time.
 */
final class SmileIsolationForest implements Detector {

  private static final int TREES = 100;
  private static final int ROWS_A_TREE = 256;

  @Override
  public String name() {
    return "isolation forest";
  }

  @Override
  public String version() {
    return "smile-3.1.1-a";
  }

  @Override
  public Scored score(Split split, long seed) throws Exception {
    Stopwatch stopwatch = new Stopwatch();
    NumericMatrix rows = Shingles.ofSingleColumn(split);
    // Smile draws from a generator of each thread; on one thread a seed gives the same forest.
    ForkJoinPool oneThread = new ForkJoinPool(1);
    try {
      return oneThread
          .submit(
              () -> {
                MathEx.setSeed(seed);
                IsolationForest forest = fit(rows.training());
                stopwatch.trained();
                double[][] past = split.stream() ? rows.training() : new double[0][];
                return Scored.of(scores(forest, past), scores(forest, rows.test()), stopwatch);
              })
          .get();
    } finally {
      oneThread.shutdown();
    }
  }

  private static double[] scores(IsolationForest forest, double[][] rows) {
    return Arrays.stream(rows).mapToDouble(forest::score).toArray();
  }

  private static IsolationForest fit(double[][] training) {
    double share = Math.min(1, (double) ROWS_A_TREE / training.length);
    int depth = (int) Math.ceil(Math.log(share * training.length) / Math.log(2));
    return IsolationForest.fit(training, TREES, depth, Math.min(share, 0.999999), 0);
  }
}
