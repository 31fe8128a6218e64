package io.residual.benchmark.quality;

/** Wall-clock time of training, and of the scoring that follows. */
final class Stopwatch {

  private final long start = System.nanoTime();
  private long trained;

  /** Training is over. */
  void trained() {
    trained = System.nanoTime();
  }

  double trainingSeconds() {
    return (trained - start) / 1e9;
  }

  /** From the end of training until now. */
  double scoringSeconds() {
    return (System.nanoTime() - trained) / 1e9;
  }
}
