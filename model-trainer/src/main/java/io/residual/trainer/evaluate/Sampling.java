package io.residual.trainer.evaluate;

/**
 * How intervals are made.
 *
 * @param seed of the samples
 * @param resamples how many samples of a small input; large inputs get fewer, at least 100
 * @param confidence of the intervals; above 0, below 1
 */
public record Sampling(long seed, int resamples, double confidence) {

  /** Seed 1, a thousand samples, 95%. */
  public static final Sampling DEFAULT = new Sampling(1, 1000, 0.95);

  /** Draws of a row that take about ten seconds. */
  private static final long MAX_DRAWS = 300_000_000;

  private static final int FEWEST = 100;

  /** Checks the ranges. */
  public Sampling {
    if (resamples < FEWEST || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "there are "
              + resamples
              + " samples for intervals of confidence "
              + confidence
              + "; give at least "
              + FEWEST
              + ", and a confidence above 0 and below 1");
    }
  }

  /** How many samples of an input of the given size are drawn. */
  int resamplesOf(int rows) {
    return (int) Math.max(FEWEST, Math.min(resamples, MAX_DRAWS / Math.max(1, rows)));
  }
}
