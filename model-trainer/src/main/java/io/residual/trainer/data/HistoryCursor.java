package io.residual.trainer.data;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** One pass over the records of a {@link History}. Not thread safe. */
public interface HistoryCursor extends AutoCloseable {

  /**
   * Goes to the next record.
   *
   * @return whether there is one
   * @throws IOException if the input cannot be read any further
   */
  boolean next() throws IOException;

  /** The message's value; null if it is a tombstone. Not to be written to. */
  byte[] value();

  /** Partition of the message. */
  int partition();

  /** Offset of the message; of a file's record, how many records come before it. */
  long offset();

  /** Kafka's timestamp of the message; empty in a file. */
  OptionalLong timestampMillis();

  /** The text of the record's label; empty if it has none. */
  Optional<String> label();

  /** Name of the input that the record is in. */
  String input();

  /** Where the record is in its input, for people. */
  String place();

  @Override
  void close() throws IOException;
}
