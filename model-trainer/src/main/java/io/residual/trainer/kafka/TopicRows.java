package io.residual.trainer.kafka;

import io.residual.model.record.FieldSink;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.trainer.data.CellVisitor;
import io.residual.trainer.data.History;
import io.residual.trainer.data.HistoryCursor;
import io.residual.trainer.data.JsonCells;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.data.RowSource;
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

  private final String topic;
  private final String name;
  private final Path copy;

  private TopicRows(String topic, Path copy) {
    this.topic = topic;
    this.name = "topic " + topic;
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
    return new TopicRows(range.topic(), copy);
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
    return new TopicCursor(new JsonRecordReader(schema), messages());
  }

  @Override
  public void sample(int limit, CellVisitor visitor) throws IOException {
    try (CopiedMessages messages = messages()) {
      int rows = 0;
      while (rows < limit && messages.next()) {
        if (messages.value() != null && JsonCells.show(messages.value(), visitor)) {
          rows++;
        }
      }
    }
  }

  /**
   * The messages as they are, not read by any schema.
   *
   * @param label top-level member that holds the label, which stays in the record; null if there is
   *     none
   */
  public History history(String label) {
    return new TopicHistory(label);
  }

  private CopiedMessages messages() throws IOException {
    return new CopiedMessages(name, copy);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(copy);
  }

  private static final class TopicCursor implements RowCursor {

    private final JsonRecordReader reader;
    private final CopiedMessages messages;

    TopicCursor(JsonRecordReader reader, CopiedMessages messages) {
      this.reader = reader;
      this.messages = messages;
    }

    @Override
    public boolean next() throws IOException {
      return messages.next();
    }

    @Override
    public long line() {
      return messages.offset();
    }

    @Override
    public String place() {
      return messages.place();
    }

    @Override
    public RecordContext read(FieldSink sink) throws InvalidRecordException {
      RecordContext context = reader.read(messages.value(), sink);
      return context.eventTimeMillis().isPresent()
          ? context
          : new RecordContext(context.entity(), OptionalLong.of(messages.timestamp()));
    }

    @Override
    public Optional<String> cell(String column) {
      return messages.cell(column);
    }

    @Override
    public void close() throws IOException {
      messages.close();
    }
  }

  private final class TopicHistory implements History {

    private final String label;

    TopicHistory(String label) {
      this.label = label;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String topic() {
      return topic;
    }

    @Override
    public boolean isTimed() {
      return true;
    }

    @Override
    public HistoryCursor open() throws IOException {
      return new TopicHistoryCursor(name, messages(), label);
    }

    @Override
    public void close() throws IOException {
      TopicRows.this.close();
    }
  }

  private record TopicHistoryCursor(String input, CopiedMessages messages, String column)
      implements HistoryCursor {

    @Override
    public boolean next() throws IOException {
      return messages.next();
    }

    @Override
    public byte[] value() {
      return messages.value();
    }

    @Override
    public int partition() {
      return messages.partition();
    }

    @Override
    public long offset() {
      return messages.offset();
    }

    /** As the job has it: the message format of Kafka 0.9 has no timestamp, and says -1. */
    @Override
    public OptionalLong timestampMillis() {
      return OptionalLong.of(Math.max(0, messages.timestamp()));
    }

    @Override
    public Optional<String> label() {
      return column == null ? Optional.empty() : messages.cell(column);
    }

    @Override
    public String place() {
      return messages.place();
    }

    @Override
    public void close() throws IOException {
      messages.close();
    }
  }
}
