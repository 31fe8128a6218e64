package io.residual.trainer.cli;

import io.residual.trainer.kafka.TopicRange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options that name a range of a topic. */
final class TopicOptions {

  private static final List<String> OF_TOPICS =
      List.of(
          "--from-offset",
          "--from-time",
          "--to-time",
          "--max-records",
          "--brokers",
          "--client-config",
          "--property",
          "--timeout");

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description =
          "Rows from a Kafka topic instead of files: JSON records, committed ones only, up to"
              + " where the topic ends now.")
  private String topic;

  @Option(
      names = "--from-offset",
      paramLabel = "N",
      description = "Of the topic: first offset of every partition.")
  private Long fromOffset;

  @Option(
      names = "--from-time",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Of the topic: records from this time on, such as 2026-01-31T12:00:00Z.")
  private Instant fromTime;

  @Option(
      names = "--to-time",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Of the topic: records before this time.")
  private Instant toTime;

  @Option(
      names = "--max-records",
      paramLabel = "N",
      description = "Of the topic: at most so many, the last ones of each partition.")
  private Long maxRecords;

  /** Whether there is a topic. */
  boolean given() {
    return topic != null;
  }

  /** The range; there must be a topic. */
  TopicRange range() {
    return new TopicRange(
        topic,
        fromOffset == null ? OptionalLong.empty() : OptionalLong.of(fromOffset),
        Optional.ofNullable(fromTime),
        Optional.ofNullable(toTime),
        maxRecords == null ? OptionalLong.empty() : OptionalLong.of(maxRecords));
  }

  /**
   * Requires that no option of topics was given.
   *
   * @param instead what was given in place of a topic
   */
  void refuse(CommandLine command, String instead) {
    for (OptionSpec option : command.getParseResult().matchedOptions()) {
      if (OF_TOPICS.contains(option.longestName())) {
        throw new ParameterException(
            command, option.longestName() + " is for --topic, not for " + instead);
      }
    }
  }

  /** Reads ISO-8601 times with an offset. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time; write it like 2026-01-31T12:00:00Z");
      }
    }
  }
}
