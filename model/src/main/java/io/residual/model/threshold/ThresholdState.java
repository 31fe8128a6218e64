package io.residual.model.threshold;

/**
 * What a rolling threshold remembers of one entity. Public and made of primitives, so that Flink
 * stores it without Kryo.
 *
 * @param version of this layout, {@link #VERSION}
 * @param next index of the oldest error, the next to be replaced
 * @param count for quantiles, how many errors in a row have been above the threshold; for peaks,
 *     how many errors the open block has
 * @param errors recent errors as a ring, or recent peaks and the open block's behind them; belongs
 *     to the state: {@link RollingThreshold#observe} writes into it and hands it on
 */
@SuppressWarnings("ArrayRecordComponent") // the ring, reused on purpose: see above
public record ThresholdState(int version, int next, int count, float[] errors) {

  /** The layout that this code writes. */
  public static final int VERSION = 1;
}
