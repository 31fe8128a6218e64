package io.residual.trainer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trainer's command line. */
@Command(
    name = "residual-trainer",
    synopsisSubcommandLabel = "COMMAND",
    description = "Fits autoencoders on normal records and says how good they are.",
    subcommands = {
      FitCommand.class,
      ImportCommand.class,
      InspectCommand.class,
      SchemaCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      BacktestCommand.class
    },
    footer = {
      "",
      "A first model in four steps:",
      "  schema rows.csv > pipeline.yaml      guess the fields; then correct the file",
      "  fit --pipeline pipeline.yaml --input rows.csv --output model.residual",
      "  inspect model.residual",
      "  evaluate model.residual other-rows.csv"
    })
public final class TrainerCli {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // declared for picocli, which acts on it by itself
  private boolean help;

  private TrainerCli() {}

  /** The command line with all commands. */
  public static CommandLine commandLine() {
    return new CommandLine(new TrainerCli()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }
}
