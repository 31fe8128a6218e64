package io.residual.trainer.data;

import io.residual.model.record.FieldSink;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import java.io.IOException;
import java.util.Optional;

/** One pass over the rows of a {@link RowSource}. Not thread safe. */
public interface RowCursor extends AutoCloseable {

  /**
   * Goes to the next row.
   *
   * @return whether there is one
   * @throws IOException if the input cannot be read any further
   */
  boolean next() throws IOException;

  /** Number of the row's first line in the input, counted from 1; in a topic, its offset. */
  long line();

  /** Where the row is in the input, for people. */
  default String place() {
    return "line " + line();
  }

  /**
   * Reads the row's fields.
   *
   * @param sink takes the fields; holds rubbish if this method throws
   * @throws InvalidRecordException if the row cannot be used, with the reason
   */
  RecordContext read(FieldSink sink) throws InvalidRecordException;

  /**
   * The text of one cell of the row, whether the schema declares it or not.
   *
   * @param column name of a CSV column or of a top-level JSON member
   * @return empty if the cell is absent, null or blank
   */
  Optional<String> cell(String column);

  @Override
  void close() throws IOException;
}
