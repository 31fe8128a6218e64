package io.residual.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.samples.client.KafkaUnavailableException;
import io.residual.samples.consumer.AlertsCommand;
import io.residual.samples.demo.DemoCommand;
import io.residual.samples.producer.ProduceCommand;
import io.residual.trainer.cli.FitCommand;
import io.residual.trainer.cli.InspectCommand;
import io.residual.trainer.cli.SchemaCommand;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The top-level {@code residual} command, which only knows its subcommands. */
@Command(
    name = "residual",
    mixinStandardHelpOptions = true,
    versionProvider = ResidualCli.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Finds anomalies in Kafka streams with autoencoders.", ""},
    footer = {"", "Help for a command: residual COMMAND --help"},
    subcommands = {
      DemoCommand.class,
      SchemaCommand.class,
      FitCommand.class,
      InspectCommand.class,
      JobCommand.class,
      ProduceCommand.class,
      AlertsCommand.class,
      HelpCommand.class
    })
public final class ResidualCli {

  private ResidualCli() {}

  public static void main(String[] args) {
    // Records and alerts are UTF-8, whatever locale a container happens to have.
    CommandLine command =
        commandLine()
            .setOut(new PrintWriter(System.out, true, UTF_8))
            .setErr(new PrintWriter(System.err, true, UTF_8));
    System.exit(command.execute(args));
  }

  /** The whole command line, for running and for documentation. */
  public static CommandLine commandLine() {
    return new CommandLine(new ResidualCli())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(ResidualCli::report);
  }

  /** One line for what a user can mend; a stack trace for what only we can. */
  private static int report(Exception failure, CommandLine command, ParseResult arguments) {
    boolean expected =
        failure instanceof KafkaUnavailableException
            || failure instanceof KafkaException
            || failure instanceof UncheckedIOException
            || failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException;
    if (expected) {
      command.getErr().println("residual: " + failure.getMessage());
    } else {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return ExitCode.SOFTWARE;
  }

  /** The version that the jar was built as. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = ResidualCli.class.getPackage().getImplementationVersion();
      return new String[] {"residual " + (version == null ? "(not packaged)" : version)};
    }
  }
}
