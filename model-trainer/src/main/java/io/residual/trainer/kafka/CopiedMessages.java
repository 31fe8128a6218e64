package io.residual.trainer.kafka;

import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.JsonCells;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One pass over the messages that {@link TopicCopy} wrote to a file. Not thread safe. */
final class CopiedMessages implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final String name;
  private final DataInputStream in;
  private int partition;
  private long offset;
  private long timestamp;
  private byte[] value;

  CopiedMessages(String name, Path copy) throws IOException {
    this.name = name;
    this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(copy), BUFFER));
  }

  /** Goes to the next message, and says whether there is one. */
  boolean next() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    partition = in.readInt();
    offset = in.readLong();
    timestamp = in.readLong();
    int length = in.readInt();
    value = length == TopicCopy.TOMBSTONE ? null : in.readNBytes(length);
    if (value != null && value.length < length) {
      throw new InputFormatException(name, "the temporary copy of the topic ends early");
    }
    return true;
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  long timestamp() {
    return timestamp;
  }

  /** The value; null if it is a tombstone. */
  byte[] value() {
    return value;
  }

  /** The text of a top-level member of the value; see {@link JsonCells#cell}. */
  Optional<String> cell(String member) {
    return value == null ? Optional.empty() : JsonCells.cell(value, member);
  }

  /** Where the message is, for people. */
  String place() {
    return "partition " + partition + " offset " + offset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
