package io.residual.trainer.data;

import io.residual.model.encode.EncoderFitter;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.FieldSink;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses how many records of an entity a model looks at together, from its training rows.
 *
 * <p>Rows that have nothing to do with the row before are judged one by one. Else windows are as
 * long as they may be: 48 records, as long as a window has no more than 256 features, and there are
 * four rows for each of its features to learn from. Seen in a prototype on the development sets,
 * one run each: on single numbers (NAB), beside a network for the newest record, 48 records did a
 * little better than 24 and 12, and alone much worse than 12; on rows of many fields (SKAB, 8
 * fields, 400 rows) lengths from 3 to 10 differed little, and 30 and 60 did worse.
 */
public final class WindowChoice {

  private static final int LONGEST = 48;
  private static final int MOST_FEATURES = 256;
  private static final int ROWS_A_FEATURE = 4;

  /** Rows that are looked at: more than {@link #MOST_FEATURES} asks for. */
  private static final int SAMPLE_ROWS = 10_000;

  /**
   * Mean correlation with the row before from which rows count as a sequence. For a thousand
   * unrelated rows its standard deviation is 0.03 at most. A choice, not tuned: one of the NAB
   * series, artificial noise, falls below it.
   */
  private static final double CORRELATED = 0.15;

  private final RecordSchema schema;
  private int rows;
  private int features;
  private double correlation;
  private boolean ordered = true;

  private WindowChoice(RecordSchema schema) {
    this.schema = schema;
  }

  /**
   * The number of records of a window; 1 if rows do not depend on the rows before.
   *
   * @throws IOException if an input cannot be read
   */
  public static int length(List<RowSource> inputs, RecordSchema schema) throws IOException {
    return of(inputs, schema).length();
  }

  /** Looks at rows. */
  static WindowChoice of(List<RowSource> inputs, RecordSchema schema) throws IOException {
    WindowChoice choice = new WindowChoice(schema);
    EncoderFitter fitter = new EncoderFitter(schema);
    choice.pass(inputs, fitter, context -> {});
    if (choice.rows < TrainingRows.MIN_ROWS) {
      return choice;
    }
    FeatureEncoder encoder = fitter.fit();
    choice.features = encoder.featureCount();
    StepCorrelation steps = new StepCorrelation(choice.features);
    RowEncoder writer = new RowEncoder(encoder);
    writer.target(steps.row(), 0);
    Map<String, Long> times = new HashMap<>();
    choice.pass(
        inputs,
        writer,
        context -> {
          steps.take(context.entity());
          long time = context.eventTimeMillis().orElse(0);
          Long before = times.put(context.entity(), time);
          choice.ordered &= before == null || before <= time;
        });
    choice.correlation = steps.correlation();
    return choice;
  }

  /** The number of records of a window; 1 if rows do not depend on the rows before. */
  int length() {
    if (!dependent()) {
      return 1;
    }
    int affordable = Math.min(MOST_FEATURES, rows / ROWS_A_FEATURE) / features;
    return Math.max(2, Math.min(LONGEST, affordable));
  }

  /** Whether rows resemble the rows of their entity before them. */
  boolean dependent() {
    return correlation >= CORRELATED;
  }

  /** Mean correlation of rows with the rows of their entity before them. */
  double correlation() {
    return correlation;
  }

  /** Whether the rows of no entity go back in event time. */
  boolean ordered() {
    return ordered;
  }

  /** Takes a row that was read. */
  private interface Taker {
    void take(RecordContext context);
  }

  private void pass(List<RowSource> inputs, FieldSink sink, Taker taker) throws IOException {
    rows = 0;
    for (RowSource input : inputs) {
      try (RowCursor row = input.open(schema)) {
        // Unreadable rows are counted, reported and judged when the rows are read to train on.
        while (rows < SAMPLE_ROWS && row.next()) {
          if (take(row, sink, taker)) {
            rows++;
          }
        }
      }
    }
  }

  private static boolean take(RowCursor row, FieldSink sink, Taker taker) {
    try {
      taker.take(row.read(sink));
      return true;
    } catch (InvalidRecordException e) {
      return false;
    }
  }
}
