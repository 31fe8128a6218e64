package io.residual.trainer.evaluate;

import io.residual.model.record.FieldSink;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import java.io.IOException;

/** One pass over rows to be scored, with their labels. Not thread safe. */
interface LabelledCursor extends AutoCloseable {

  /** Goes to the next row, and says whether there is one. */
  boolean next() throws IOException;

  /** Index of the row among all of the pass, those that cannot be read included. */
  int index();

  /** Where the row is in its input, such as {@code line 17}. */
  String place();

  /** Reads the row's fields; see {@link io.residual.trainer.data.RowCursor#read}. */
  RecordContext read(FieldSink sink) throws InvalidRecordException;

  /** Whether the row is labelled an anomaly. */
  boolean anomalous();

  /** Takes note of a row that cannot be read. */
  void refused(InvalidRecordException reason);

  @Override
  void close() throws IOException;
}
