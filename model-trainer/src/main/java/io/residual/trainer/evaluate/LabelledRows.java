package io.residual.trainer.evaluate;

import io.residual.model.record.FieldSink;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.plant.CapturedRows;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The rows of one or more inputs, one after the other, with their labels. Rows that cannot be read
 * are counted. Not thread safe; the caller closes the inputs.
 */
public final class LabelledRows {

  private static final long REPORT_EVERY = 50_000;

  private final List<RowSource> inputs;
  private final Optional<AnomalyLabel> label;
  private final LongConsumer progress;

  /**
   * Rows of the given inputs.
   *
   * @param label column of the labels; empty if there is none
   * @param progress is told now and then how many rows of a pass have been read
   */
  public LabelledRows(List<RowSource> inputs, Optional<AnomalyLabel> label, LongConsumer progress) {
    this.inputs = List.copyOf(inputs);
    this.label = label;
    this.progress = progress;
  }

  /** Names of the inputs, for people. */
  public String name() {
    return String.join(", ", inputs.stream().map(RowSource::name).toList());
  }

  /** Whether there is a column of labels. */
  public boolean labelled() {
    return label.isPresent();
  }

  /**
   * Starts a pass.
   *
   * @param bad counts the rows that cannot be read
   * @throws IllegalArgumentException if the label is a field of the schema
   */
  Cursor open(RecordSchema schema, BadRows bad) {
    label.ifPresent(column -> column.requireNoFeature(schema));
    return new Cursor(schema, bad);
  }

  /**
   * The first rows that can be read and are not labelled anomalies, as their values.
   *
   * @param limit how many at most
   * @param leftOut indices of rows to pass over
   */
  CapturedRows capture(RecordSchema schema, int limit, BitSet leftOut) throws IOException {
    CapturedRows captured = new CapturedRows(schema, limit);
    try (Cursor cursor = open(schema, new BadRows(1))) {
      while (!captured.full() && cursor.next()) {
        if (cursor.anomalous() || leftOut.get(cursor.index())) {
          continue;
        }
        FieldSink sink = captured.next();
        try {
          captured.keep(sink, cursor.read(sink));
        } catch (InvalidRecordException e) {
          // Counted when all rows were scored.
          cursor.refused(e);
        }
      }
    }
    return captured;
  }

  /** One pass over all inputs. */
  final class Cursor implements LabelledCursor {

    private final RecordSchema schema;
    private final BadRows bad;
    private int input = -1;
    private RowCursor row;
    private long rows;
    private boolean labelSeen;
    private boolean anomalous;

    private Cursor(RecordSchema schema, BadRows bad) {
      this.schema = schema;
      this.bad = bad;
    }

    /** Rows gone over so far, the unreadable ones included. */
    long rows() {
      return rows;
    }

    @Override
    public int index() {
      return Math.toIntExact(rows - 1);
    }

    @Override
    public boolean next() throws IOException {
      while (row == null || !row.next()) {
        if (!nextInput()) {
          return false;
        }
      }
      rows++;
      anomalous = false;
      if (label.isPresent()) {
        labelSeen |= row.cell(label.get().column()).isPresent();
        anomalous = label.get().marks(row);
      }
      if (rows % REPORT_EVERY == 0) {
        progress.accept(rows);
      }
      return true;
    }

    @Override
    public String place() {
      return row.place();
    }

    private boolean nextInput() throws IOException {
      if (row != null) {
        row.close();
        row = null;
        requireLabel();
      }
      input++;
      if (input >= inputs.size()) {
        return false;
      }
      row = inputs.get(input).open(schema);
      labelSeen = false;
      return true;
    }

    private void requireLabel() throws InputFormatException {
      if (label.isPresent() && !labelSeen) {
        throw new InputFormatException(
            inputs.get(input).name(),
            "no row has the label '"
                + label.get().column()
                + "'; give the name of its column, or leave --label out");
      }
    }

    @Override
    public RecordContext read(FieldSink sink) throws InvalidRecordException {
      return row.read(sink);
    }

    @Override
    public boolean anomalous() {
      return anomalous;
    }

    @Override
    public void refused(InvalidRecordException reason) {
      bad.add(inputs.get(input).name(), row.place(), reason);
    }

    @Override
    public void close() throws IOException {
      if (row != null) {
        row.close();
      }
    }
  }
}
