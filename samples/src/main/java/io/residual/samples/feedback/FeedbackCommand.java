package io.residual.samples.feedback;

import io.residual.model.feedback.VerdictSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code residual feedback}, which only knows its subcommands, and the schema. */
@Command(
    name = "feedback",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Tells a running job what to make of its alerts, and shows what became of that. The job reads"
          + " verdicts if it is started with --feedback.topic NAME.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  This was nothing; spare us its like:",
      "    residual feedback add false-alarm --alert telemetry-0-1234 --note 'new bearing'",
      "  This was right; nothing said before may hide its like:",
      "    residual feedback add confirmed --alert telemetry-0-1234",
      "  Work on press-3 for two hours:",
      "    residual feedback add expected --entity press-3 --for 2h",
      "  What is in force, and how many records it has kept from raising alerts:",
      "    residual feedback list",
      "  Take it back:",
      "    residual feedback retract telemetry-0-1234",
      "",
      "'residual alerts' shows the ids of alerts.",
      "Exit codes: 0 done, 1 no broker, topic or alert, 2 wrong usage."
    },
    subcommands = {AddCommand.class, ListCommand.class, RetractCommand.class})
public final class FeedbackCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--schema",
      description = "Print the JSON Schema of verdicts, and stop; needs no broker.")
  private boolean schema;

  @Override
  public Integer call() {
    if (!schema) {
      throw new ParameterException(command.commandLine(), "give a command: add, list or retract");
    }
    command.commandLine().getOut().print(VerdictSchema.text());
    command.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
