package io.residual.model.sequence;

/**
 * What is remembered of an entity to put its next window together. Public and made of primitives,
 * so that Flink stores it without Kryo.
 *
 * @param version of this layout, {@link #VERSION}
 * @param eventTimeMillis of the record that came last
 * @param oldest index in {@code rows} of the oldest row, the next to be replaced
 * @param rows encoded rows of the records that came last as a ring {@code [rows][features]}, at
 *     most one fewer than a window has; no longer than the records known so far. Belongs to the
 *     state: {@link WindowAssembler#add} writes into it and hands it on
 */
@SuppressWarnings("ArrayRecordComponent") // the ring, reused on purpose: see above
public record WindowState(int version, long eventTimeMillis, int oldest, float[] rows) {

  /** The layout that this code writes. */
  public static final int VERSION = 1;
}
