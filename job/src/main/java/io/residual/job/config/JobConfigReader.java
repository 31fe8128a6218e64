package io.residual.job.config;

import io.residual.job.function.DetectionOverrides;
import io.residual.job.function.ExplanationChoice;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Turns option texts into a {@link JobConfig}. */
final class JobConfigReader {

  private final OptionValues values;

  /** A reader that reports the given faults along with those that it finds. */
  JobConfigReader(Map<String, String> texts, List<ConfigFault> earlierFaults) {
    values = new OptionValues(texts, earlierFaults);
  }

  JobConfig read() throws InvalidConfigException {
    String bundle =
        values.required(JobOptions.BUNDLE, "give the path of a bundle made by 'residual fit'");
    String brokers =
        values.required(KafkaOptions.BROKERS, "give one or more brokers, such as localhost:9092");
    JobConfig config =
        new JobConfig(
            bundle,
            KafkaProperties.read(values, brokers),
            input(),
            output(),
            scoring(),
            transactions(),
            values
                .optional(JobOptions.PARALLELISM)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty()),
            values.value(JobOptions.METRICS_ENTITIES),
            values.value(KafkaOptions.STARTUP_CHECK),
            values.value(KafkaOptions.STARTUP_WAIT));
    ConfigChecks.check(config, values);
    values.refuseUnknownKeys();
    if (!values.faults().isEmpty()) {
      throw new InvalidConfigException("the job's configuration", values.faults());
    }
    return config;
  }

  private JobConfig.Input input() {
    return new JobConfig.Input(
        values.optional(KafkaOptions.INPUT_TOPIC).orElse(List.of()),
        values.optional(KafkaOptions.INPUT_TOPIC_PATTERN),
        values.optional(KafkaOptions.GROUP_ID),
        values.value(KafkaOptions.STARTING_OFFSETS),
        values.value(KafkaOptions.BOUNDED),
        values.value(KafkaOptions.MAX_RECORD_SIZE),
        values.optional(FeedbackOptions.TOPIC));
  }

  private JobConfig.Output output() {
    return new JobConfig.Output(
        values.value(KafkaOptions.ALERTS_TOPIC),
        values.value(KafkaOptions.DEAD_LETTERS_TOPIC),
        values.optional(KafkaOptions.SCORES_TOPIC),
        values.optional(DriftOptions.TOPIC),
        FeedbackOptions.statusTopic(values),
        values.value(KafkaOptions.MAX_MESSAGE_SIZE),
        values.value(KafkaOptions.TOPICS_CREATE));
  }

  private JobConfig.Scoring scoring() {
    return new JobConfig.Scoring(
        values.value(JobOptions.RUNTIME),
        values.value(JobOptions.BATCH_SIZE),
        values.value(JobOptions.BATCH_LINGER),
        new DetectionOverrides(ThresholdOptions.read(values), AlertOptions.read(values)),
        new ExplanationChoice(
            values.value(ExplanationOptions.METHOD),
            values
                .optional(ExplanationOptions.BUDGET)
                .map(budget -> (int) budget.toMillis())
                .orElse(null),
            values.value(ExplanationOptions.EVALUATIONS)),
        DriftOptions.window(values));
  }

  private JobConfig.Transactions transactions() {
    return new JobConfig.Transactions(
        values.value(JobOptions.DELIVERY),
        values.value(JobOptions.CHECKPOINT_INTERVAL),
        values.value(JobOptions.TRANSACTION_TIMEOUT),
        values.optional(JobOptions.TRANSACTION_ID_PREFIX));
  }
}
