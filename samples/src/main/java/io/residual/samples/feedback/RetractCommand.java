package io.residual.samples.feedback;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code residual feedback retract}: takes a verdict back. */
@Command(
    name = "retract",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Takes a verdict back: the job forgets it within seconds.", ""},
    footer = {
      "",
      "Example:",
      "    residual feedback retract telemetry-0-1234",
      "",
      "Exit codes: 0 done, 1 no broker, topic or verdict, 2 wrong usage."
    })
final class RetractCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "ID",
      description = "Of the verdict, as 'residual feedback list' shows it.")
  private String id;

  @Mixin private FeedbackTopics topics;

  @Override
  public Integer call() {
    KeyedTopic feedback = topics.open();
    if (!feedback.read().containsKey(id)) {
      throw new IllegalArgumentException(
          "there is no verdict '"
              + id
              + "' on topic "
              + topics.topic()
              + "; 'residual feedback list' shows their ids");
    }
    feedback.write(id, null);
    PrintWriter out = command.commandLine().getOut();
    out.println("Retracted " + id);
    out.flush();
    return ExitCode.OK;
  }
}
