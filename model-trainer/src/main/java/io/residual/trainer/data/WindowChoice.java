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

  private WindowChoice(RecordSchema schema) {
    this.schema = schema;
  }

  /**
   * The number of records of a window; 1 if rows do not depend on the rows before.
   *
   * @throws IOException if an input cannot be read
   */
  public static int length(List<RowSource> inputs, RecordSchema schema) throws IOException {
    WindowChoice choice = new WindowChoice(schema);
    EncoderFitter fitter = new EncoderFitter(schema);
    choice.pass(inputs, fitter, context -> {});
    if (choice.rows < TrainingRows.MIN_ROWS) {
      return 1;
    }
    FeatureEncoder encoder = fitter.fit();
    Steps steps = new Steps(encoder.featureCount());
    RowEncoder writer = new RowEncoder(encoder);
    writer.target(steps.row, 0);
    int sampled = choice.rows;
    choice.pass(inputs, writer, context -> steps.take(context.entity()));
    if (steps.correlation() < CORRELATED) {
      return 1;
    }
    int features = encoder.featureCount();
    int affordable = Math.min(MOST_FEATURES, sampled / ROWS_A_FEATURE) / features;
    return Math.max(2, Math.min(LONGEST, affordable));
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

  /** Correlation of rows with the rows of their entity before them. */
  private static final class Steps {
    private final float[] row;
    private final double[] sums;
    private final double[] squares;
    private final double[] steps;
    private final Map<String, float[]> last = new HashMap<>();
    private long count;
    private long followers;

    Steps(int features) {
      row = new float[features];
      sums = new double[features];
      squares = new double[features];
      steps = new double[features];
    }

    void take(String entity) {
      float[] before = last.get(entity);
      for (int j = 0; j < row.length; j++) {
        sums[j] += row[j];
        squares[j] += (double) row[j] * row[j];
        if (before != null) {
          double step = (double) row[j] - before[j];
          steps[j] += step * step;
        }
      }
      count++;
      followers += before == null ? 0 : 1;
      last.put(entity, row.clone());
    }

    /**
     * One less half the mean squared step over the variance (von Neumann, Annals of Mathematical
     * Statistics 12, 1941), averaged over the features that vary.
     */
    double correlation() {
      double sum = 0;
      int varying = 0;
      for (int j = 0; j < row.length; j++) {
        double mean = sums[j] / count;
        double variance = squares[j] / count - mean * mean;
        if (variance > 1e-9) {
          sum += 1 - steps[j] / Math.max(1, followers) / (2 * variance);
          varying++;
        }
      }
      return followers == 0 || varying == 0 ? 0 : sum / varying;
    }
  }
}
