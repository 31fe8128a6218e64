package io.residual.trainer.data;

import io.residual.model.record.RecordSchema;
import java.io.IOException;

/**
 * Rows that can be passed over more than once, the same and in the same order each time. Not thread
 * safe; close it when done, because what comes only once, such as standard input, is kept in a
 * temporary file until then.
 */
public interface RowSource extends AutoCloseable {

  /** What to call it in messages: the file's name, or {@code standard input}. */
  String name();

  /**
   * Whether rows have a time even where the schema declares none: it is in their {@link
   * io.residual.model.record.RecordContext} then.
   */
  default boolean isTimed() {
    return false;
  }

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
