package io.residual.model.sequence;

import java.util.Arrays;

/**
 * Puts the windows of entities together, record by record in the order in which they come. Holds no
 * state of entities: immutable, thread safe, one instance serves all. The job, evaluation and
 * training go by it, so that a window is the same to the bit wherever it is made.
 *
 * <p>The rules:
 *
 * <ul>
 *   <li>A window is the record and the {@code length - 1} records of its entity that came before
 *       it. What counts is the order in which they come, not their event time: a late record stands
 *       where it arrived, and records of equal time keep their order.
 *   <li>An entity's first records lack some of those; the oldest record known stands in for them,
 *       as if the entity had been at rest until then. So every record is scored, from the first on.
 *   <li>A record too far in event time from the one before it counts as an entity's first, see
 *       {@link SequenceWindow#beginsAnew}.
 * </ul>
 */
public final class WindowAssembler {

  private final SequenceWindow window;
  private final int features;

  /**
   * An assembler.
   *
   * @param features of one record's row, at least 1
   */
  public WindowAssembler(SequenceWindow window, int features) {
    this.window = window;
    this.features = features;
    Math.multiplyExact(window.length(), features);
  }

  /** Features of a window, {@code length * features}. */
  public int width() {
    return window.length() * features;
  }

  /**
   * Takes a record and writes the window that ends with it.
   *
   * @param state of the record's entity; null if it has none yet
   * @param rows holds the record's encoded row from index {@code from} on
   * @param eventTimeMillis of the record; of no account without a {@code maxGapMillis}
   * @param windows receives the window, {@code [length][features]} from index {@code at} on, the
   *     oldest record first
   * @return the state to keep in place of the given one, which must not be used any more
   */
  public WindowState add(
      WindowState state, float[] rows, int from, long eventTimeMillis, float[] windows, int at) {
    boolean fresh = state == null || window.beginsAnew(state.eventTimeMillis(), eventTimeMillis);
    float[] ring = fresh ? new float[0] : state.rows();
    int oldest = fresh ? 0 : state.oldest();
    int known = ring.length / features;
    int newest = at + width() - features;
    System.arraycopy(rows, from, windows, newest, features);
    int first = newest - ring.length;
    int tail = (known - oldest) * features;
    System.arraycopy(ring, oldest * features, windows, first, tail);
    System.arraycopy(ring, 0, windows, first + tail, ring.length - tail);
    for (int to = at; to < first; to += features) {
      System.arraycopy(windows, first, windows, to, features);
    }
    return next(ring, oldest, rows, from, eventTimeMillis);
  }

  private WindowState next(float[] ring, int oldest, float[] rows, int from, long eventTimeMillis) {
    if (window.single()) {
      return new WindowState(WindowState.VERSION, eventTimeMillis, 0, ring);
    }
    if (ring.length < (window.length() - 1) * features) {
      // Grown record by record: most of a million entities may have had only one.
      float[] grown = Arrays.copyOf(ring, ring.length + features);
      System.arraycopy(rows, from, grown, ring.length, features);
      return new WindowState(WindowState.VERSION, eventTimeMillis, 0, grown);
    }
    System.arraycopy(rows, from, ring, oldest * features, features);
    int next = (oldest + 1) % (window.length() - 1);
    return new WindowState(WindowState.VERSION, eventTimeMillis, next, ring);
  }

  /**
   * Whether a state that was stored, perhaps by a job with another model, can be gone on with.
   *
   * @return false if its layout or its number of features is another
   */
  public boolean accepts(WindowState state) {
    int most = (window.length() - 1) * features;
    boolean whole = state.rows().length == most;
    return state.version() == WindowState.VERSION
        && state.rows().length <= most
        && state.rows().length % features == 0
        && state.oldest() >= 0
        && (whole ? state.oldest() * features < Math.max(1, most) : state.oldest() == 0);
  }
}
