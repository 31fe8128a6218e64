package io.residual.trainer.cli;

import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.kafka.KafkaClientOptions;
import io.residual.trainer.kafka.TopicRange;
import io.residual.trainer.kafka.TopicRows;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** The options by which a command gets rows, from files or from a topic. */
final class RowInputs {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-i", "--input"},
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Rows: CSV with a header, or JSON lines; gzip too; - is standard input. Several files"
              + " follow one another.")
  private List<String> inputs = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, told by the first character.")
  private RowFormat format = RowFormat.AUTO;

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

  /**
   * Opens the sources; the caller closes them.
   *
   * @param kafka how to reach the topic's cluster
   * @throws ParameterException if both files and a topic are given, or neither
   * @throws IOException if a file is absent, or the topic cannot be copied
   */
  List<RowSource> open(KafkaClientOptions kafka) throws IOException {
    if (inputs.isEmpty() == (topic == null)) {
      throw new ParameterException(
          command.commandLine(),
          inputs.isEmpty() ? "give rows: --input or --topic" : "give --input or --topic, not both");
    }
    if (topic == null) {
      refuseTopicOptions();
      return open(inputs, format);
    }
    TopicRange range =
        new TopicRange(
            topic,
            fromOffset == null ? OptionalLong.empty() : OptionalLong.of(fromOffset),
            Optional.ofNullable(fromTime),
            Optional.ofNullable(toTime),
            maxRecords == null ? OptionalLong.empty() : OptionalLong.of(maxRecords));
    return List.of(TopicRows.read(kafka.settings(), range, kafka.timeout()));
  }

  private void refuseTopicOptions() {
    List<String> ofTopics =
        List.of(
            "--from-offset",
            "--from-time",
            "--to-time",
            "--max-records",
            "--brokers",
            "--client-config",
            "--property",
            "--timeout");
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      if (ofTopics.contains(option.longestName())) {
        throw new ParameterException(
            command.commandLine(), option.longestName() + " is for --topic, not for --input");
      }
    }
  }

  /**
   * Opens files; the caller closes them.
   *
   * @throws IOException if one cannot be opened; then none is left open
   */
  static List<RowSource> open(List<String> inputs, RowFormat format) throws IOException {
    List<RowSource> sources = new ArrayList<>();
    boolean done = false;
    try {
      for (String input : inputs) {
        sources.add(format.open(input));
      }
      done = true;
      return sources;
    } finally {
      if (!done) {
        close(sources);
      }
    }
  }

  static void close(List<RowSource> sources) throws IOException {
    for (RowSource source : sources) {
      source.close();
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
