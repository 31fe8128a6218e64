package io.residual.trainer.data;

import io.residual.model.config.TrainingSettings.Split;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.model.sequence.SequenceWindow;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The first pass over the input: which rows can be used, and in what order of time they are. Later
 * passes know beforehand what to do with each row. Takes a bit a row, and eight bytes where records
 * have an event time.
 */
final class RowCensus {

  private final BitSet usable = new BitSet();
  private final boolean timed;
  private long[] times = {};
  private int rows;
  private int used;
  private long anomalies;

  private final RowSequences sequences;
  private int input;

  private RowCensus(boolean timed, SequenceWindow window) {
    this.timed = timed;
    this.sequences = window.single() ? null : new RowSequences(window, timed);
  }

  static RowCensus of(
      List<RowSource> inputs,
      RecordSchema schema,
      SequenceWindow window,
      Optional<AnomalyLabel> label,
      BadRows bad)
      throws IOException {
    boolean timed = inputs.stream().allMatch(RowSource::isTimed);
    RowCensus census = new RowCensus(schema.eventTimePlace().isPresent() || timed, window);
    DiscardingSink sink = new DiscardingSink();
    for (RowSource input : inputs) {
      census.input++;
      boolean labelled = false;
      try (RowCursor row = input.open(schema)) {
        while (row.next()) {
          labelled |= label.isPresent() && row.cell(label.get().column()).isPresent();
          census.add(input, row, label, bad, sink);
        }
      }
      if (label.isPresent() && !labelled) {
        throw new InputFormatException(
            input.name(),
            "no row has the label '" + label.get().column() + "'; give the name of its column");
      }
    }
    bad.requireFew(census.rows);
    return census;
  }

  private void add(
      RowSource input,
      RowCursor row,
      Optional<AnomalyLabel> label,
      BadRows bad,
      DiscardingSink sink) {
    int index = rows;
    rows = Math.addExact(rows, 1);
    try {
      RecordContext context = row.read(sink);
      boolean anomaly = label.isPresent() && label.get().marks(row);
      if (sequences != null) {
        long time = context.eventTimeMillis().orElse(this.input);
        sequences.add(index, context.entity(), time, anomaly);
      }
      if (anomaly) {
        anomalies++;
        return;
      }
      usable.set(index);
      if (timed) {
        if (used == times.length) {
          times = Arrays.copyOf(times, Math.max(1024, 2 * used));
        }
        times[used] = context.eventTimeMillis().orElse(0);
      }
      used++;
    } catch (InvalidRecordException e) {
      bad.add(input.name(), row.place(), e);
    }
  }

  int rows() {
    return rows;
  }

  long anomalies() {
    return anomalies;
  }

  int usableRows() {
    return used;
  }

  boolean isUsable(int row) {
    return usable.get(row);
  }

  /** The rows as sequences; empty if every record is judged by itself. */
  Optional<RowSequences> sequences() {
    return Optional.ofNullable(sequences);
  }

  /**
   * Which rows are held back, by their number in the input.
   *
   * @param fraction of the usable rows, above 0 and below 1; at least one row is held back and one
   *     is not
   */
  BitSet heldBack(double fraction, Split split, long seed) {
    int count = Math.max(1, Math.min(used - 1, (int) Math.round(fraction * used)));
    if (sequences != null && split == Split.RANDOM) {
      return sequences.randomParts(count, seed);
    }
    int[] order = IntStream.range(0, used).toArray();
    if (split == Split.RANDOM) {
      RandomOrder.shuffle(order, new SplittableRandom(seed));
    } else if (timed) {
      // Stable: rows of the same time stay in the order of the input.
      order =
          IntStream.range(0, used)
              .boxed()
              .sorted(Comparator.comparingLong(i -> times[i]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
    BitSet chosen = new BitSet(used);
    for (int i = used - count; i < used; i++) {
      chosen.set(order[i]);
    }
    BitSet heldBack = new BitSet(rows);
    int at = 0;
    for (int row = usable.nextSetBit(0); row >= 0; row = usable.nextSetBit(row + 1)) {
      heldBack.set(row, chosen.get(at++));
    }
    return heldBack;
  }
}
