package io.residual.trainer.cli;

import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.kafka.KafkaClientOptions;
import io.residual.trainer.kafka.TopicRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

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

  @Mixin private TopicOptions topics;

  /**
   * Opens the sources; the caller closes them.
   *
   * @param kafka how to reach the topic's cluster
   * @throws ParameterException if both files and a topic are given, or neither
   * @throws IOException if a file is absent, or the topic cannot be copied
   */
  List<RowSource> open(KafkaClientOptions kafka) throws IOException {
    return open(command.commandLine(), "--input", inputs, format, topics, kafka);
  }

  /**
   * Opens files or a topic, whichever is given; the caller closes them.
   *
   * @param option by which files are given
   * @throws ParameterException if both files and a topic are given, or neither
   * @throws IOException if a file is absent, or the topic cannot be copied
   */
  static List<RowSource> open(
      CommandLine command,
      String option,
      List<String> files,
      RowFormat format,
      TopicOptions topics,
      KafkaClientOptions kafka)
      throws IOException {
    if (files.isEmpty() != topics.given()) {
      throw new ParameterException(
          command,
          files.isEmpty()
              ? "give rows: " + option + " or --topic"
              : "give " + option + " or --topic, not both");
    }
    if (!topics.given()) {
      topics.refuse(command, option);
      return open(files, format);
    }
    return List.of(TopicRows.read(kafka.settings(), topics.range(), kafka.timeout()));
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
}
