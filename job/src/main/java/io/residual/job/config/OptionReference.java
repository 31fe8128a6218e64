package io.residual.job.config;

import java.util.List;

/** The options described for people: as text for {@code --help}, as a table for the docs. */
public final class OptionReference {

  private record Prefix(String key, String description) {}

  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix(
              "kafka.*",
              "Passed to all Kafka clients, without the prefix: kafka.security.protocol,"
                  + " kafka.ssl.truststore.location, kafka.sasl.jaas.config and the like. Keep"
                  + " secrets in the --config file: Flink logs command lines."),
          new Prefix("kafka.source.*", "Passed to the consumer only."),
          new Prefix("kafka.sink.*", "Passed to the producers only."));

  private static final int WIDTH = 88;
  private static final String INDENT = "      ";

  private OptionReference() {}

  /** The text of {@code --help}. */
  public static String help() {
    StringBuilder text = new StringBuilder();
    text.append("Scores the records of Kafka topics with a model bundle and writes alerts.\n\n");
    text.append("Options: --key value or --key=value, and --config FILE (YAML or properties);\n");
    text.append("the command line wins over the file.\n");
    for (JobOption<?> option : JobOptions.ALL) {
      text.append("\n  --").append(option.key()).append("  <").append(option.type().name());
      text.append('>');
      if (!option.range().isEmpty()) {
        text.append(", ").append(option.range());
      }
      if (option.defaultValue() != null) {
        text.append(", default ").append(option.shownDefault());
      }
      wrap(text.append('\n'), option.description());
    }
    for (Prefix prefix : PREFIXES) {
      wrap(text.append("\n  --").append(prefix.key()).append("  <text>\n"), prefix.description());
    }
    return text.toString();
  }

  /** The page of the docs, in Markdown. */
  static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Options of the job

            Give options as `--key value` or `--key=value`, or in a file named by `--config FILE`: \
            properties, or YAML with dotted or nested keys. The command line wins over the file. \
            Unknown keys are refused, and all faults are reported at once, before anything is \
            submitted.

            | option | type | default | meaning |
            |---|---|---|---|
            """);
    for (JobOption<?> option : JobOptions.ALL) {
      String range = option.range().isEmpty() ? "" : ", " + option.range();
      String shown = option.defaultValue() == null ? "" : "`" + option.shownDefault() + "`";
      row(page, option.key(), option.type().name() + range, shown, option.description());
    }
    PREFIXES.forEach(prefix -> row(page, prefix.key(), "text", "", prefix.description()));
    return page.toString();
  }

  private static void row(
      StringBuilder page, String key, String type, String shownDefault, String description) {
    page.append("| `").append(key).append("` | ").append(type).append(" | ");
    page.append(shownDefault).append(" | ").append(description).append(" |\n");
  }

  private static void wrap(StringBuilder text, String description) {
    int column = 0;
    for (String word : description.split(" ", -1)) {
      if (column == 0 || column + 1 + word.length() > WIDTH) {
        text.append(column == 0 ? "" : "\n").append(INDENT).append(word);
        column = INDENT.length() + word.length();
      } else {
        text.append(' ').append(word);
        column += 1 + word.length();
      }
    }
    text.append('\n');
  }
}
