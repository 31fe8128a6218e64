package io.residual.trainer.cli;

import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.data.SchemaProposal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proposes a pipeline file for rows. */
@Command(
    name = "schema",
    sortOptions = false,
    description = {
      "Proposes a pipeline file for rows that nobody has described yet.",
      "",
      "Types are guessed from the first "
          + SchemaProposal.SAMPLE_ROWS
          + " rows; each guess carries its reason as a comment. Read it before you train."
    },
    footer = {"", "Example:", "  residual schema rows.csv --label label > pipeline.yaml"})
public final class SchemaCommand extends TrainerCommand {

  @Parameters(
      paramLabel = "FILE",
      description = "CSV with a header, or JSON lines; gzip too; - is standard input.")
  private String input;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, told by the first character.")
  private RowFormat format = RowFormat.AUTO;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "Column that marks anomalies; it becomes no field.")
  private String label;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model. Default: the file's name.")
  private String name;

  @Override
  void run() throws IOException {
    try (RowSource source = format.open(input)) {
      SchemaProposal proposal =
          SchemaProposal.of(source, Optional.ofNullable(label).map(AnomalyLabel::new));
      out().print(proposal.toYaml(name == null ? modelName(input) : name));
    }
  }

  /** The file's name without folders and endings. */
  private static String modelName(String input) {
    String file = String.valueOf(Path.of(input).getFileName());
    int dot = file.indexOf('.', 1);
    String bare = dot < 0 ? file : file.substring(0, dot);
    return bare.equals("-") ? "model" : bare;
  }
}
