package io.residual.trainer.evaluate;

import io.residual.trainer.evaluate.metric.Resampling;
import java.util.List;
import java.util.SplittableRandom;

/** The samples that intervals are made from. Immutable and thread safe. */
final class RowResamples {

  private final Resampling resampling;
  private final int count;
  private final long seed;

  private RowResamples(Resampling resampling, int count, long seed) {
    this.resampling = resampling;
    this.count = count;
    this.seed = seed;
  }

  /** Samples of labelled rows: of events and blocks if they are series, else of rows. */
  static RowResamples of(RowVerdicts verdicts, boolean series, Sampling sampling) {
    boolean[] labels = verdicts.labels();
    List<int[]> indices = verdicts.seriesRows();
    Resampling resampling =
        series
            ? Resampling.ofEvents(labels, indices, blockRows(labels, indices))
            : Resampling.ofRows(labels);
    return new RowResamples(resampling, sampling.resamplesOf(verdicts.rows()), sampling.seed());
  }

  /**
   * Normal rows in a block: as many as events have on average, as that is how long what happens in
   * these series lasts; at least the cube root of all rows, which is the order of the best length
   * (Hall, Horowitz and Jing, Biometrika 82, 1995).
   */
  private static int blockRows(boolean[] labels, List<int[]> indices) {
    List<int[]> events = LabelledQuality.events(labels, indices);
    double mean = events.stream().mapToInt(event -> event.length).average().orElse(1);
    return (int) Math.ceil(Math.max(mean, Math.cbrt(labels.length)));
  }

  /** How many samples there are. */
  int count() {
    return count;
  }

  /** How many events, or anomalous rows, samples are drawn from. */
  int units() {
    return resampling.anomalyBlocks();
  }

  /** Does something with a sample. */
  interface Use {
    /**
     * The next sample.
     *
     * @param times how often each row is in it
     */
    void sample(int number, int[] times);
  }

  /** The samples one after the other; the same ones in every pass. */
  void forEach(Use use) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int sample = 0; sample < count; sample++) {
      use.sample(sample, resampling.draw(random));
    }
  }
}
