package io.residual.job.config;

import io.residual.job.function.DetectionOverrides;
import io.residual.job.function.DriftWindow;
import io.residual.job.function.ExplanationChoice;
import io.residual.model.config.InvalidConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What the job is told, checked and complete.
 *
 * @param bundle path or URI of the model bundle
 * @param kafka how to reach Kafka
 * @param input what to read
 * @param output what to write
 * @param scoring how to score
 * @param transactions what the sinks promise
 * @param parallelism of all operators; empty leaves it to Flink
 * @param namedEntities how many entities get a metric of their own in each subtask
 * @param startupCheck whether to check brokers and topics before submission
 * @param startupWait how long to wait for what is not there yet
 */
public record JobConfig(
    String bundle,
    Kafka kafka,
    Input input,
    Output output,
    Scoring scoring,
    Transactions transactions,
    OptionalInt parallelism,
    int namedEntities,
    boolean startupCheck,
    Duration startupWait) {

  /**
   * Reads options, keys as in the reference.
   *
   * @throws InvalidConfigException listing every fault
   */
  public static JobConfig of(Map<String, String> options) throws InvalidConfigException {
    return new JobConfigReader(options, List.of()).read();
  }

  /**
   * How to reach Kafka.
   *
   * @param brokers bootstrap servers
   * @param common properties of all clients, such as those of TLS
   * @param source properties of the consumer besides
   * @param sink properties of the producers besides
   */
  public record Kafka(
      String brokers,
      Map<String, String> common,
      Map<String, String> source,
      Map<String, String> sink) {}

  /**
   * What to read: topics, or a pattern.
   *
   * @param topics empty if there is a pattern
   * @param feedbackTopic what people say about alerts; empty to read no verdicts
   * @param groupId empty for one made of the model's and the topics' names
   */
  public record Input(
      List<String> topics,
      Optional<Pattern> pattern,
      Optional<String> groupId,
      StartingOffsets startingOffsets,
      boolean bounded,
      int maxRecordBytes,
      Optional<String> feedbackTopic) {

    /** The consumer group of a job that runs the model of the given name. */
    public String groupId(String model) {
      return groupId.orElseGet(
          () ->
              "residual."
                  + model
                  + "."
                  + pattern.map(Pattern::pattern).orElseGet(() -> String.join("-", topics)));
    }
  }

  /**
   * What to write.
   *
   * @param scoresTopic empty to write no scores
   * @param driftTopic empty to write no news of drift
   * @param feedbackStatusTopic what became of verdicts; empty if none are read
   * @param maxMessageBytes key, value and headers together
   * @param createTopics whether to create missing topics
   */
  public record Output(
      String alertsTopic,
      String deadLettersTopic,
      Optional<String> scoresTopic,
      Optional<String> driftTopic,
      Optional<String> feedbackStatusTopic,
      int maxMessageBytes,
      boolean createTopics) {}

  /** How to score. */
  public record Scoring(
      ScoringRuntime runtime,
      int batchSize,
      Duration linger,
      DetectionOverrides detection,
      ExplanationChoice explanation,
      DriftWindow drift) {}

  /**
   * What the sinks promise.
   *
   * @param idPrefix empty for the consumer group's name
   */
  public record Transactions(
      Delivery guarantee,
      Duration checkpointInterval,
      Duration timeout,
      Optional<String> idPrefix) {}
}
