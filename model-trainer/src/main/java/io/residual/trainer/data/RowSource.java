package io.residual.trainer.data;

import io.residual.model.record.RecordSchema;
import java.io.IOException;

/**
 * Rows that can be passed over more than once, in the same order each time. Not thread safe; close
 * it when done, because standard input is kept in a temporary file until then.
 */
public sealed interface RowSource extends AutoCloseable permits CsvRows, JsonLineRows {

  /** What to call it in messages: the file's name, or {@code standard input}. */
  String name();

  /**
   * Starts a pass over all rows.
   *
   * @param schema by which rows are read
   * @throws InputFormatException if the input as a whole cannot be read by it
   * @throws IOException if the input cannot be read
   */
  RowCursor open(RecordSchema schema) throws IOException;

  /**
   * Shows the cells of the first rows, whatever they hold; rows that cannot be read are skipped.
   *
   * @param limit how many rows at most
   * @throws IOException if the input cannot be read
   */
  void sample(int limit, CellVisitor visitor) throws IOException;

  /** Deletes what is temporary. */
  @Override
  void close() throws IOException;
}
