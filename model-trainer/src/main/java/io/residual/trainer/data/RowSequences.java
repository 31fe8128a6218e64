package io.residual.trainer.data;

import io.residual.model.sequence.SequenceWindow;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The rows of the input by entity, in order of event time (of the input where there is none), and
 * what interrupts them. Takes 16 to 36 bytes a row while the input is read.
 *
 * <p>No window holds rows from both sides of an interruption: a change between training and
 * held-back rows, a row that is labelled an anomaly, a gap in time, the end of an input without
 * event times. The rows after it begin a window of their own, as an entity's first records do.
 */
final class RowSequences {

  /** Random parts are this many windows long, so that few windows are cut at their ends. */
  private static final int PART_WINDOWS = 10;

  private final SequenceWindow window;
  private final boolean timed;
  private final Map<String, Integer> entityNumbers = new HashMap<>();
  private final BitSet anomalies = new BitSet();
  private int[] rows = new int[1024];
  private int[] entities = new int[1024];
  private long[] times = new long[1024];
  private int count;
  private Integer[] order = {};

  /**
   * Sequences without rows.
   *
   * @param timed whether rows have an event time; else they count as long as their inputs follow
   */
  RowSequences(SequenceWindow window, boolean timed) {
    this.window = window;
    this.timed = timed;
  }

  /**
   * Adds a row that can be read.
   *
   * @param row its number in the input, higher than that of the one before
   * @param time its event time; without event times, the number of its input
   */
  void add(int row, String entity, long time, boolean anomaly) {
    if (count == rows.length) {
      int capacity = Math.multiplyExact(2, count);
      rows = Arrays.copyOf(rows, capacity);
      entities = Arrays.copyOf(entities, capacity);
      times = Arrays.copyOf(times, capacity);
    }
    rows[count] = row;
    entities[count] = entityNumbers.computeIfAbsent(entity, e -> entityNumbers.size());
    times[count] = time;
    anomalies.set(count, anomaly);
    count++;
  }

  /** Stable: rows of the same time stay in the order of the input. */
  private Integer[] order() {
    if (order.length != count) {
      order = new Integer[count];
      Arrays.setAll(order, i -> i);
      Arrays.sort(
          order,
          (a, b) ->
              entities[a] != entities[b]
                  ? Integer.compare(entities[a], entities[b])
                  : Long.compare(times[a], times[b]));
    }
    return order;
  }

  /** Whether nothing but a gap in time lies between two rows that follow one another. */
  private boolean follows(int before, int after) {
    return entities[before] == entities[after]
        && !anomalies.get(before)
        && (timed || times[before] == times[after]);
  }

  private boolean gap(int before, int after) {
    return timed && window.beginsAnew(times[before], times[after]);
  }

  /**
   * Chooses rows to hold back: parts of sequences, drawn at random. Single rows would have their
   * neighbours on the other side, and be no test at all.
   *
   * @param wanted how many rows about; one part more or less is held back
   * @return their numbers in the input; at least one part is held back and one is not
   */
  BitSet randomParts(int wanted, long seed) {
    int[] parts = new int[count];
    int part = -1;
    int size = 0;
    Integer[] sorted = order();
    for (int i = 0; i < count; i++) {
      boolean begins = i == 0 || !follows(sorted[i - 1], sorted[i]);
      if (begins || size == PART_WINDOWS * window.length()) {
        part++;
        size = 0;
      }
      parts[sorted[i]] = part;
      size++;
    }
    BitSet chosen = new BitSet();
    int[] sizes = new int[part + 1];
    for (int i = 0; i < count; i++) {
      sizes[parts[i]] += anomalies.get(i) ? 0 : 1;
    }
    int held = 0;
    int[] drawn = shuffled(part + 1, new SplittableRandom(seed));
    for (int i = 0; i < part && held < wanted; i++) {
      chosen.set(drawn[i]);
      held += sizes[drawn[i]];
    }
    BitSet heldBack = new BitSet();
    for (int i = 0; i < count; i++) {
      heldBack.set(rows[i], chosen.get(parts[i]) && !anomalies.get(i));
    }
    return heldBack;
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] order = new int[size];
    RandomOrder.fill(order, random);
    return order;
  }

  /**
   * Where each row goes, and which windows there are.
   *
   * @param heldBack numbers of the held-back rows in the input
   */
  WindowLayout layout(BitSet heldBack) {
    WindowLayout layout = new WindowLayout(window.length(), count == 0 ? 0 : rows[count - 1] + 1);
    Integer[] sorted = order();
    for (int i = 0; i < count; i++) {
      int row = sorted[i];
      if (anomalies.get(row)) {
        continue;
      }
      boolean held = heldBack.get(rows[row]);
      boolean first = i == 0 || entities[sorted[i - 1]] != entities[row];
      if (first) {
        layout.begin(held, false);
      } else if (!follows(sorted[i - 1], row) || heldBack.get(rows[sorted[i - 1]]) != held) {
        layout.begin(held, true);
      } else if (gap(sorted[i - 1], row)) {
        layout.begin(held, false);
      }
      layout.add(rows[row], held);
    }
    return layout;
  }
}
