package io.residual.benchmark.quality;

import com.amazon.randomcutforest.RandomCutForest;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random Cut Forest (Guha, Mishra, Roy and Schrijvers, ICML 2016) by its authors' library with its
 * default settings: 50 trees of 256 rows. On streams as its documentation shows: shingles made
 * inside, each row scored and then learnt. Rows without an order are learnt in random order,
 * without decay, and only scored afterwards.
 */
final class RandomCutForests implements Detector {

  @Override
  public String name() {
    return "Random Cut Forest";
  }

  @Override
  public String version() {
    return "randomcutforest-4.3.0-a";
  }

  @Override
  public Scored score(Split split, long seed) {
    Stopwatch stopwatch = new Stopwatch();
    NumericMatrix rows = NumericMatrix.of(split);
    int shingle = split.stream() ? Shingles.LENGTH : 1;
    RandomCutForest.Builder<?> builder =
        RandomCutForest.builder()
            .dimensions(rows.columns() * shingle)
            .shingleSize(shingle)
            .internalShinglingEnabled(split.stream())
            .randomSeed(seed);
    RandomCutForest forest = (split.stream() ? builder : builder.timeDecay(0)).build();
    int[] order = IntStream.range(0, rows.training().length).toArray();
    if (!split.stream()) {
      Halves.shuffle(order, new Random(seed));
    }
    double[] history = new double[split.stream() ? order.length : 0];
    for (int i = 0; i < order.length; i++) {
      float[] row = floats(rows.training()[order[i]]);
      if (split.stream()) {
        history[i] = forest.getAnomalyScore(row);
      }
      forest.update(row);
    }
    stopwatch.trained();
    double[] scores = new double[rows.test().length];
    for (int i = 0; i < scores.length; i++) {
      float[] row = floats(rows.test()[i]);
      scores[i] = forest.getAnomalyScore(row);
      if (split.stream()) {
        forest.update(row);
      }
    }
    return Scored.of(history, scores, stopwatch);
  }

  private static float[] floats(double[] row) {
    float[] floats = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      floats[i] = (float) row[i];
    }
    return floats;
  }
}
