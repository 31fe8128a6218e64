package io.residual.samples.producer;

import io.residual.samples.dataset.LabelledRecord;

/** Where records go. */
interface RecordSink extends AutoCloseable {

  /** Hands a record over; it may still fail later. */
  void send(LabelledRecord record);

  /** Waits until everything that was handed over has arrived or failed. */
  @Override
  void close();

  /** Whether there is a point in sending more; false once the receiver is gone. */
  boolean usable();

  /** Records that arrived so far. */
  long sent();

  /** Records that are known to be lost. */
  long failed();
}
