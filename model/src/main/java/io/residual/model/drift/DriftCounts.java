package io.residual.model.drift;

/**
 * Records counted by bin.
 *
 * @param model fingerprint of the model whose bins they are
 * @param records how many
 * @param firstMillis earliest event time; of no meaning without records
 * @param lastMillis latest event time; likewise
 * @param counts {@code [bins]}
 */
@SuppressWarnings("ArrayRecordComponent") // never written to once made, never compared
public record DriftCounts(
    long model, long records, long firstMillis, long lastMillis, long[] counts) {

  /** No records yet. */
  public static DriftCounts none(long model, int bins) {
    return new DriftCounts(model, 0, Long.MAX_VALUE, Long.MIN_VALUE, new long[bins]);
  }

  /** These and the others, which must be of the same model. */
  public DriftCounts plus(DriftCounts others) {
    long[] sums = counts.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others.counts[i];
    }
    return new DriftCounts(
        model,
        records + others.records,
        Math.min(firstMillis, others.firstMillis),
        Math.max(lastMillis, others.lastMillis),
        sums);
  }

  /** Whether they can be counted on with the given bins of the given model. */
  public boolean fits(long otherModel, int bins) {
    return model == otherModel && counts.length == bins;
  }
}
