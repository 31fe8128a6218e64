package io.residual.job.kafka;

import io.residual.job.config.JobConfig;
import io.residual.job.config.StartingOffsets;
import io.residual.job.message.SourceRecord;
import io.residual.job.serde.SourceRecordDeserializationSchema;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Makes the sources of records and of verdicts. */
public final class RecordSource {

  private RecordSource() {}

  /** A source that reads what the configuration says. */
  public static KafkaSource<SourceRecord> of(JobConfig config, String modelName) {
    JobConfig.Input input = config.input();
    KafkaSourceBuilder<SourceRecord> builder =
        KafkaSource.<SourceRecord>builder()
            .setProperties(properties(config))
            .setBootstrapServers(config.kafka().brokers())
            .setGroupId(input.groupId(modelName))
            .setStartingOffsets(startingOffsets(input.startingOffsets()))
            .setDeserializer(new SourceRecordDeserializationSchema());
    input
        .pattern()
        .ifPresentOrElse(builder::setTopicPattern, () -> builder.setTopics(input.topics()));
    if (input.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  /**
   * A source of verdicts: all that the topic holds, then those that come. It ends with the records
   * of a bounded job.
   */
  public static KafkaSource<SourceRecord> feedback(
      JobConfig config, String modelName, String topic) {
    KafkaSourceBuilder<SourceRecord> builder =
        KafkaSource.<SourceRecord>builder()
            .setProperties(properties(config))
            // Where it has got to is in the job's state, and a job without begins anew.
            .setProperty("commit.offsets.on.checkpoint", "false")
            .setBootstrapServers(config.kafka().brokers())
            .setGroupId(config.input().groupId(modelName) + ".feedback")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setTopics(topic)
            .setDeserializer(new SourceRecordDeserializationSchema());
    if (config.input().bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  private static Properties properties(JobConfig config) {
    Properties properties = new Properties();
    // An aborted transaction of the producer never happened: no alerts on it.
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.putAll(config.kafka().common());
    properties.putAll(config.kafka().source());
    return properties;
  }

  @SuppressWarnings("deprecation") // Kafka deprecates the type, the connector still asks for it
  private static OffsetsInitializer startingOffsets(StartingOffsets from) {
    return switch (from) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }
}
