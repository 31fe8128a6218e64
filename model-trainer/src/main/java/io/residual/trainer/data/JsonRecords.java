package io.residual.trainer.data;

import java.io.IOException;
import java.util.Optional;

/**
 * One pass over the rows of a file as the JSON records that a producer sends: what {@code produce}
 * writes to a topic and what a backtest replays from the same file are the same bytes. See {@link
 * RowFormat#records}. Holds one row at a time. Not thread safe.
 */
public interface JsonRecords extends AutoCloseable {

  /**
   * Goes to the next row.
   *
   * @return whether there is one
   * @throws InputFormatException if the file as a whole is malformed here
   * @throws IllegalArgumentException if the header lacks a column that was asked for, or a row does
   *     not fit it
   */
  boolean next() throws IOException;

  /** The row as a record, in UTF-8; a line of JSON lines as it is, valid or not. */
  byte[] json();

  /**
   * The text of the label column, blank if the row has none; empty if there is no such column or
   * the row is no object.
   */
  Optional<String> label();

  /** The text of the key column; empty if the row has none. */
  Optional<String> key();

  /** Number of the row's first line in the file, from 1. */
  long line();

  @Override
  void close() throws IOException;
}
