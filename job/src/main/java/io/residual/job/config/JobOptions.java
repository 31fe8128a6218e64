package io.residual.job.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every option of the job, declared once: the reader, the help and the reference all use these. */
final class JobOptions {

  static final JobOption<String> BUNDLE =
      JobOption.of(
          "bundle",
          OptionType.TEXT,
          null,
          "Model bundle: a path, or a URI of any file system that Flink knows. Or the file current"
              + " that residual publish keeps beside bundles: it names the one in use. Required."
              + " Read when the job is submitted and shipped with it, so TaskManagers need not see"
              + " the path.");

  static final JobOption<ScoringRuntime> RUNTIME =
      JobOption.of(
          "runtime",
          OptionType.choice(ScoringRuntime.class),
          ScoringRuntime.ONNX,
          "What runs the network: ONNX Runtime, or Deeplearning4j, which needs its add-on in"
              + " Flink's lib folder.");

  static final JobOption<Integer> BATCH_SIZE =
      JobOption.of("batch.size", OptionType.INTEGER, 256, "Records scored in one call, at most.")
          .allowing("from 1 to 65536", size -> size >= 1 && size <= 1 << 16);

  static final JobOption<Duration> BATCH_LINGER =
      JobOption.of(
              "batch.linger",
              OptionType.DURATION,
              Duration.ofMillis(20),
              "How long a record waits for others to be scored with.")
          .allowing("from 1 ms to 1 min", d -> d.toMillis() >= 1 && d.toMillis() <= 60_000);

  static final JobOption<Delivery> DELIVERY =
      JobOption.of(
          "delivery",
          OptionType.choice(Delivery.class),
          Delivery.EXACTLY_ONCE,
          "exactly-once writes in Kafka transactions: readers with read_committed see each alert"
              + " once, after the next checkpoint. at-least-once shows alerts at once and may"
              + " repeat some, under the same ids, after a failure.");

  static final JobOption<Duration> TRANSACTION_TIMEOUT =
      JobOption.of(
              "transaction.timeout",
              OptionType.DURATION,
              Duration.ofMinutes(10),
              "How long Kafka keeps an unfinished transaction. The job must be able to checkpoint"
                  + " and to restart within it, or alerts are lost; at least twice"
                  + " checkpoint.interval plus 1 min, at most the brokers'"
                  + " transaction.max.timeout.ms, 15 min by default.")
          .allowing("from 1 s to 24 d", d -> d.toMillis() >= 1000 && d.toDays() < 24);

  static final JobOption<String> TRANSACTION_ID_PREFIX =
      JobOption.of(
          "transaction.id-prefix",
          OptionType.TEXT,
          null,
          "Begins the ids of the job's transactions. By default the group.id. Must not change"
              + " between runs of a job, nor be shared by two.");

  static final JobOption<Duration> CHECKPOINT_INTERVAL =
      JobOption.of(
              "checkpoint.interval",
              OptionType.DURATION,
              Duration.ofSeconds(10),
              "Time between checkpoints, and so, with delivery exactly-once, how long an alert"
                  + " may stay invisible. State backend, storage and restarts are set in Flink's"
                  + " own configuration.")
          .allowing("from 100 ms to 1 h", d -> d.toMillis() >= 100 && d.toMinutes() <= 60);

  static final JobOption<Integer> PARALLELISM =
      JobOption.of(
              "parallelism",
              OptionType.INTEGER,
              null,
              "Parallelism of all operators. By default what Flink is told. More than the input"
                  + " has partitions is of no use to the reading side.")
          .allowing("from 1 to 32768", p -> p >= 1 && p <= 1 << 15);

  static final JobOption<Integer> METRICS_ENTITIES =
      JobOption.of(
              "metrics.entities",
              OptionType.INTEGER,
              20,
              "How many entities get a metric of their own in each subtask, that counts their alerts;"
                  + " the first that raise one. All others are counted together. 0 for none.")
          .allowing("from 0 to 1000", count -> count >= 0 && count <= 1000);

  /** All options, in the order of the reference. */
  static final List<JobOption<?>> ALL =
      Stream.of(
              List.<JobOption<?>>of(
                  BUNDLE,
                  KafkaOptions.BROKERS,
                  KafkaOptions.INPUT_TOPIC,
                  KafkaOptions.INPUT_TOPIC_PATTERN,
                  KafkaOptions.ALERTS_TOPIC,
                  KafkaOptions.DEAD_LETTERS_TOPIC,
                  KafkaOptions.SCORES_TOPIC,
                  KafkaOptions.GROUP_ID,
                  KafkaOptions.STARTING_OFFSETS,
                  KafkaOptions.BOUNDED,
                  KafkaOptions.MAX_RECORD_SIZE,
                  KafkaOptions.MAX_MESSAGE_SIZE,
                  RUNTIME,
                  BATCH_SIZE,
                  BATCH_LINGER),
              ThresholdOptions.ALL,
              List.<JobOption<?>>of(
                  ExplanationOptions.METHOD,
                  ExplanationOptions.BUDGET,
                  ExplanationOptions.EVALUATIONS),
              AlertOptions.ALL,
              List.<JobOption<?>>of(
                  DriftOptions.TOPIC,
                  DriftOptions.WINDOW,
                  DriftOptions.PERIOD,
                  FeedbackOptions.TOPIC,
                  FeedbackOptions.STATUS_TOPIC,
                  DELIVERY,
                  TRANSACTION_TIMEOUT,
                  TRANSACTION_ID_PREFIX,
                  CHECKPOINT_INTERVAL,
                  PARALLELISM,
                  METRICS_ENTITIES,
                  KafkaOptions.TOPICS_CREATE,
                  KafkaOptions.STARTUP_CHECK,
                  KafkaOptions.STARTUP_WAIT))
          .flatMap(List::stream)
          .toList();

  private JobOptions() {}
}
