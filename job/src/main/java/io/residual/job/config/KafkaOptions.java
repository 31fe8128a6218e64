package io.residual.job.config;

import io.residual.model.alert.AlertFactory;
import io.residual.model.encode.RecordEncoder;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The options about what is read from and written to Kafka. */
final class KafkaOptions {

  static final JobOption<String> BROKERS =
      JobOption.of(
          "brokers",
          OptionType.TEXT,
          null,
          "Kafka bootstrap servers, host:port separated by commas. Required.");

  static final JobOption<List<String>> INPUT_TOPIC =
      JobOption.of(
          "input.topic",
          OptionType.TOPICS,
          null,
          "Topics to read. Either this or input.topic-pattern is required.");

  static final JobOption<Pattern> INPUT_TOPIC_PATTERN =
      JobOption.of(
          "input.topic-pattern",
          OptionType.PATTERN,
          null,
          "Reads every topic whose whole name matches; topics that appear later are found, too.");

  static final JobOption<String> ALERTS_TOPIC =
      JobOption.of("alerts.topic", OptionType.TOPIC, "alerts", "Topic that takes the alerts.");

  static final JobOption<String> DEAD_LETTERS_TOPIC =
      JobOption.of(
          "dead-letters.topic",
          OptionType.TOPIC,
          "dead-letters",
          "Topic that takes the records that could not be scored.");

  static final JobOption<String> SCORES_TOPIC =
      JobOption.of(
          "scores.topic",
          OptionType.TOPIC,
          null,
          "Topic that takes the score of every record. None if not given.");

  static final JobOption<String> GROUP_ID =
      JobOption.of(
          "group.id",
          OptionType.TEXT,
          null,
          "Kafka consumer group, where progress is committed for monitoring and for"
              + " starting-offsets committed. By default residual.MODEL.TOPICS. Jobs must not"
              + " share one.");

  static final JobOption<StartingOffsets> STARTING_OFFSETS =
      JobOption.of(
          "starting-offsets",
          OptionType.choice(StartingOffsets.class),
          StartingOffsets.COMMITTED,
          "Where to begin without a savepoint: at the group's committed offsets (at the earliest"
              + " record where there are none), the earliest or the latest record.");

  static final JobOption<Boolean> BOUNDED =
      JobOption.of(
          "bounded",
          OptionType.BOOLEAN,
          false,
          "Ends the job when it has read up to the offsets that were the latest at its start: for"
              + " backfills and tests.");

  static final JobOption<Integer> MAX_RECORD_SIZE =
      JobOption.of(
              "max-record-size",
              OptionType.SIZE,
              RecordEncoder.DEFAULT_MAX_BYTES,
              "Larger records become dead letters without being parsed.")
          .allowing("from 1 kb to 16 mb", size -> size >= 1 << 10 && size <= 16 << 20);

  static final JobOption<Integer> MAX_MESSAGE_SIZE =
      JobOption.of(
              "max-message-size",
              OptionType.SIZE,
              AlertFactory.DEFAULT_MAX_MESSAGE_BYTES,
              "Largest message that the job writes; at most the brokers' message.max.bytes less"
                  + " some hundred bytes. A dead letter beyond is cut, an alert beyond leaves out"
                  + " its record. The default suits brokers with defaults.")
          .allowing("from 64 kb to 16 mb", size -> size >= 64 << 10 && size <= 16 << 20);

  static final JobOption<Boolean> TOPICS_CREATE =
      JobOption.of(
          "topics.create",
          OptionType.BOOLEAN,
          true,
          "Creates missing output topics with the brokers' default partitions and replicas. Input"
              + " topics are never created.");

  static final JobOption<Boolean> STARTUP_CHECK =
      JobOption.of(
          "startup.check",
          OptionType.BOOLEAN,
          true,
          "Checks brokers, topics and their limits before the job is submitted. Switch it off"
              + " where the submitting machine cannot reach the brokers.");

  static final JobOption<Duration> STARTUP_WAIT =
      JobOption.of(
              "startup.wait",
              OptionType.DURATION,
              Duration.ZERO,
              "How long to wait, before the job is submitted, for a bundle that cannot be read yet,"
                  + " brokers that do not answer, and input topics that do not exist. Then, or at"
                  + " once if it is 0, the job ends and says what is missing.")
          .allowing("from 0 ms to 1 d", d -> !d.isNegative() && d.toHours() <= 24);

  private KafkaOptions() {}
}
