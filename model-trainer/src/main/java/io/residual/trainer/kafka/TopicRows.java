package io.residual.trainer.kafka;

import io.residual.model.record.FieldSink;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.trainer.data.CellVisitor;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.JsonCells;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.data.RowSource;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Records of a Kafka topic as training rows: JSON objects, read as the job reads them. Partition by
 * partition, in order of offset. Where the schema declares no event time, Kafka's timestamp counts.
 */
public final class TopicRows implements RowSource {

  private static final int BUFFER = 1 << 16;

  private final String name;
  private final Path copy;

  private TopicRows(String name, Path copy) {
    this.name = name;
    this.copy = copy;
  }

  /**
   * Copies the range to a temporary file, deleted when the rows are closed.
   *
   * @param settings of the Kafka client, {@code bootstrap.servers} at least
   * @param timeout for the first answer, and for each further record
   * @throws KafkaUnavailableException if no broker answers, the topic is absent, the range is
   *     empty, or records vanish while they are read
   */
  public static TopicRows read(Map<String, Object> settings, TopicRange range, Duration timeout)
      throws IOException {
    Path copy = Files.createTempFile("residual-topic-", ".tmp");
    boolean done = false;
    try {
      TopicCopy.to(copy, settings, range, timeout);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(copy);
      }
    }
    // For the case that the process is interrupted before close().
    copy.toFile().deleteOnExit();
    return new TopicRows("topic " + range.topic(), copy);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public RowCursor open(RecordSchema schema) throws IOException {
    return new TopicCursor(new JsonRecordReader(schema), in());
  }

  @Override
  public void sample(int limit, CellVisitor visitor) throws IOException {
    try (TopicCursor cursor = new TopicCursor(null, in())) {
      int rows = 0;
      while (rows < limit && cursor.next()) {
        if (cursor.value != null && JsonCells.show(cursor.value, visitor)) {
          rows++;
        }
      }
    }
  }

  private DataInputStream in() throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(copy), BUFFER));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(copy);
  }

  private final class TopicCursor implements RowCursor {

    private final JsonRecordReader reader;
    private final DataInputStream in;
    private int partition;
    private long offset;
    private long timestamp;
    private byte[] value;

    TopicCursor(JsonRecordReader reader, DataInputStream in) {
      this.reader = reader;
      this.in = in;
    }

    @Override
    public boolean next() throws IOException {
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

    @Override
    public long line() {
      return offset;
    }

    @Override
    public String place() {
      return "partition " + partition + " offset " + offset;
    }

    @Override
    public RecordContext read(FieldSink sink) throws InvalidRecordException {
      RecordContext context = reader.read(value, sink);
      return context.eventTimeMillis().isPresent()
          ? context
          : new RecordContext(context.entity(), OptionalLong.of(timestamp));
    }

    @Override
    public Optional<String> cell(String column) {
      return value == null ? Optional.empty() : JsonCells.cell(value, column);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
