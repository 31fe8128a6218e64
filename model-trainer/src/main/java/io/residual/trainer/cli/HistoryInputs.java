package io.residual.trainer.cli;

import io.residual.trainer.data.FileHistory;
import io.residual.trainer.data.History;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.kafka.KafkaClientOptions;
import io.residual.trainer.kafka.TopicRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options by which a command gets the records of the past, from files or from a topic. */
final class HistoryInputs {

  private static final String NO_TOPIC_CHARACTER = "[^a-zA-Z0-9._-]";
  private static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, told by the first character.")
  private RowFormat format = RowFormat.AUTO;

  @Option(
      names = "--source-topic",
      paramLabel = "TOPIC",
      description =
          "Of files: the topic that alerts name as their source. Default: the first file's name"
              + " without folder and endings.")
  private String sourceTopic;

  @Mixin private TopicOptions topics;

  /**
   * Opens the history; the caller closes it.
   *
   * @param files that were given; a hyphen is standard input
   * @param kafka how to reach the topic's cluster
   * @param label column of the labels; null if there is none
   * @throws ParameterException if both files and a topic are given, or neither
   * @throws IOException if a file is absent, or the topic cannot be copied
   */
  History open(List<String> files, KafkaClientOptions kafka, String label) throws IOException {
    if (files.isEmpty() != topics.given()) {
      throw new ParameterException(
          command.commandLine(),
          files.isEmpty() ? "give records: a FILE or --topic" : "give FILE or --topic, not both");
    }
    if (!topics.given()) {
      topics.refuse(command.commandLine(), "files");
      return FileHistory.open(files, topicOf(files.get(0)), format, label);
    }
    if (sourceTopic != null) {
      throw new ParameterException(
          command.commandLine(), "--source-topic is for files, not for --topic");
    }
    return TopicRows.read(kafka.settings(), topics.range(), kafka.timeout()).history(label);
  }

  private String topicOf(String file) {
    if (sourceTopic != null) {
      if (!sourceTopic.matches(TOPIC)) {
        throw new ParameterException(
            command.commandLine(),
            "--source-topic '"
                + sourceTopic
                + "' is no name of a topic; write up to 249 letters, digits, dots, underscores and"
                + " hyphens");
      }
      return sourceTopic;
    }
    if (file.equals("-")) {
      return "standard-input";
    }
    String name = Path.of(file).getFileName().toString();
    int dot = name.indexOf('.');
    // Only what Kafka allows, so that ids of alerts are what the job's can be.
    return (dot > 0 ? name.substring(0, dot) : name).replaceAll(NO_TOPIC_CHARACTER, "-");
  }
}
