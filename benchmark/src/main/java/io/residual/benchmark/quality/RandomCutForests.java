package io.residual.benchmark.quality;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random Cut Forest (Guha, Mishra, Roy and Schrijvers, ICML 2016) by its authors' library with its
 * default settings: 50 trees of 256 rows. On streams as its documentation shows: shingles made
 * inside, each row scored and then learnt, alerts by the library's own threshold on the score. Rows
 * without an order are learnt in random order, without decay, and only scored afterwards.
 */
final class RandomCutForests implements Detector {

  @Override
  public String name() {
    return "Random Cut Forest";
  }

  @Override
  public String version() {
    return "randomcutforest-4.3.0-b";
  }

  @Override
  public Scored score(Split split, long seed) {
    NumericMatrix rows = NumericMatrix.of(split);
    return split.stream() ? stream(rows, seed) : unordered(rows, seed);
  }

  private static Scored unordered(NumericMatrix rows, long seed) {
    Stopwatch stopwatch = new Stopwatch();
    RandomCutForest forest =
        RandomCutForest.builder().dimensions(rows.columns()).randomSeed(seed).timeDecay(0).build();
    int[] order = IntStream.range(0, rows.training().length).toArray();
    Halves.shuffle(order, new Random(seed));
    for (int row : order) {
      forest.update(floats(rows.training()[row]));
    }
    stopwatch.trained();
    double[] scores = new double[rows.test().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = forest.getAnomalyScore(floats(rows.test()[i]));
    }
    return Scored.of(new double[0], scores, stopwatch);
  }

  private static Scored stream(NumericMatrix rows, long seed) {
    Stopwatch stopwatch = new Stopwatch();
    ThresholdedRandomCutForest forest =
        ThresholdedRandomCutForest.builder()
            .dimensions(rows.columns() * Shingles.LENGTH)
            .shingleSize(Shingles.LENGTH)
            .randomSeed(seed)
            .build();
    double[] history = new double[rows.training().length];
    for (int i = 0; i < history.length; i++) {
      history[i] = forest.process(rows.training()[i], i).getRCFScore();
    }
    stopwatch.trained();
    double[] scores = new double[rows.test().length];
    boolean[] alerts = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      AnomalyDescriptor row = forest.process(rows.test()[i], history.length + i);
      scores[i] = row.getRCFScore();
      alerts[i] = row.getAnomalyGrade() > 0;
    }
    return new Scored(
        history,
        scores,
        Optional.of(Alerts.all(alerts)),
        stopwatch.trainingSeconds(),
        stopwatch.scoringSeconds(),
        "");
  }

  private static float[] floats(double[] row) {
    float[] floats = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      floats[i] = (float) row[i];
    }
    return floats;
  }
}
