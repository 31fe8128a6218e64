package io.residual.trainer.batch;

import java.util.SplittableRandom;

/** Generators for the chance in a fit, one for each epoch and purpose. */
public final class EpochRandom {

  /** Odd, without pattern (2^64 divided by the golden ratio): spreads neighbouring numbers. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private EpochRandom() {}

  /**
   * The generator of an epoch.
   *
   * @param seed of the fit
   * @param epoch counted from 1
   * @param purpose keeps generators of one epoch apart: shuffling has 0; take another number
   */
  public static SplittableRandom of(long seed, int epoch, int purpose) {
    SplittableRandom mixed =
        new SplittableRandom(seed ^ GOLDEN * (epoch + 0x1_0000_0000L * purpose));
    return mixed.split();
  }
}
