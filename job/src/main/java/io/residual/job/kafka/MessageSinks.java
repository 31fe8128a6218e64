package io.residual.job.kafka;

import io.residual.job.config.Delivery;
import io.residual.job.config.JobConfig;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.DriftMessage;
import io.residual.job.message.FeedbackStatus;
import io.residual.job.message.ScoreMessage;
import io.residual.job.serde.AlertSerializationSchema;
import io.residual.job.serde.DeadLetterSerializationSchema;
import io.residual.job.serde.DriftSerializationSchema;
import io.residual.job.serde.FeedbackStatusSerializationSchema;
import io.residual.job.serde.ScoreSerializationSchema;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Makes the sinks, each with transactional ids of its own. */
public final class MessageSinks {

  /** What Kafka counts on top of key, value and headers; generously. */
  static final int FRAMING_BYTES = 1 << 10;

  private final JobConfig config;
  private final String modelName;

  /** Sinks for a job that runs the model of the given name. */
  public MessageSinks(JobConfig config, String modelName) {
    this.config = config;
    this.modelName = modelName;
  }

  /** Takes alerts. */
  public KafkaSink<AlertMessage> alerts() {
    return sink("alerts", new AlertSerializationSchema(config.output().alertsTopic(), modelName));
  }

  /** Takes dead letters. */
  public KafkaSink<DeadLetter> deadLetters() {
    JobConfig.Output output = config.output();
    return sink(
        "dead-letters",
        new DeadLetterSerializationSchema(output.deadLettersTopic(), output.maxMessageBytes()));
  }

  /** Takes scores, for the given topic. */
  public KafkaSink<ScoreMessage> scores(String topic) {
    return sink("scores", new ScoreSerializationSchema(topic));
  }

  /** Takes news of drift, for the given topic. */
  public KafkaSink<DriftMessage> drift(String topic) {
    return sink("drift", new DriftSerializationSchema(topic));
  }

  /** Takes what becomes of verdicts, for the given topic. */
  public KafkaSink<FeedbackStatus> feedbackStatus(String topic) {
    return sink("feedback-status", new FeedbackStatusSerializationSchema(topic));
  }

  private <T> KafkaSink<T> sink(String name, KafkaRecordSerializationSchema<T> schema) {
    JobConfig.Transactions transactions = config.transactions();
    boolean exactlyOnce = transactions.guarantee() == Delivery.EXACTLY_ONCE;
    String prefix = transactions.idPrefix().orElseGet(() -> config.input().groupId(modelName));
    return KafkaSink.<T>builder()
        .setBootstrapServers(config.kafka().brokers())
        .setKafkaProducerConfig(properties(transactions, exactlyOnce))
        .setRecordSerializer(schema)
        .setDeliveryGuarantee(
            exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
        .setTransactionalIdPrefix(prefix + "." + name)
        .build();
  }

  private Properties properties(JobConfig.Transactions transactions, boolean exactlyOnce) {
    Properties properties = new Properties();
    properties.putAll(config.kafka().common());
    properties.putAll(config.kafka().sink());
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Integer.toString(config.output().maxMessageBytes() + FRAMING_BYTES));
    if (exactlyOnce) {
      properties.setProperty(
          ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
          Long.toString(transactions.timeout().toMillis()));
    }
    return properties;
  }
}
