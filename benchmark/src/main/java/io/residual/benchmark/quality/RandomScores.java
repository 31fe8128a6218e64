package io.residual.benchmark.quality;

import java.util.Random;

/** Random numbers: what any detector must beat. */
final class RandomScores implements Detector {

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Scored score(Split split, long seed) {
    Stopwatch stopwatch = new Stopwatch();
    stopwatch.trained();
    Random random = new Random(seed);
    double[] history = random.doubles(split.stream() ? split.training().size() : 0).toArray();
    return Scored.of(history, random.doubles(split.test().size()).toArray(), stopwatch);
  }
}
