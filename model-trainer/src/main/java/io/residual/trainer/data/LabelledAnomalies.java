package io.residual.trainer.data;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that are labelled as anomalies, encoded. No network is ever fitted to them; they can
 * only help to choose among what was fitted without them.
 */
public final class LabelledAnomalies {

  /** More tell no more about which of two models ranks them higher. */
  private static final int MOST_ROWS = 20_000;

  private LabelledAnomalies() {}

  /**
   * Reads the anomalies in one pass over the inputs, the first {@value #MOST_ROWS} of them.
   *
   * @param encoder fitted to training rows
   * @return possibly no rows; those that cannot be read are left out, as they were counted before
   * @throws IOException if an input cannot be read
   */
  public static EncodedRows read(
      List<RowSource> inputs, RecordSchema schema, AnomalyLabel label, FeatureEncoder encoder)
      throws IOException {
    int features = encoder.featureCount();
    float[] values = new float[64 * features];
    int count = 0;
    RowEncoder writer = new RowEncoder(encoder);
    for (RowSource input : inputs) {
      try (RowCursor row = input.open(schema)) {
        while (count < MOST_ROWS && row.next()) {
          if (!label.marks(row)) {
            continue;
          }
          if ((count + 1) * features > values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
          }
          writer.target(values, count * features);
          if (readable(row, writer)) {
            count++;
          }
        }
      }
    }
    return new EncodedRows(values, count, features);
  }

  /** Unreadable rows were counted and reported when the input was first read. */
  private static boolean readable(RowCursor row, RowEncoder writer) {
    try {
      row.read(writer);
      return true;
    } catch (InvalidRecordException e) {
      return false;
    }
  }
}
