package io.residual.trainer.data;

import java.io.IOException;

/**
 * Records as a topic holds them, or would hold them once a file's rows were sent to it; they can be
 * gone over more than once. Not thread safe; close it when done.
 */
public interface History extends AutoCloseable {

  /** What to call it in messages: the file's name, or the topic's. */
  String name();

  /** The topic that the records are in, or are taken to be in. */
  String topic();

  /** Whether records have timestamps of their own, as those of a topic do. */
  boolean isTimed();

  /**
   * Starts a pass over all records.
   *
   * @throws IOException if the first record cannot be read
   */
  HistoryCursor open() throws IOException;

  /** Deletes what is temporary. */
  @Override
  void close() throws IOException;
}
