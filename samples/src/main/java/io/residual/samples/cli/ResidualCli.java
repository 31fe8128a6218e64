package io.residual.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.residual.samples.consumer.AlertsCommand;
import io.residual.samples.demo.DemoCommand;
import io.residual.samples.deploy.FetchCommand;
import io.residual.samples.deploy.PublishCommand;
import io.residual.samples.feedback.FeedbackCommand;
import io.residual.samples.producer.ProduceCommand;
import io.residual.trainer.cli.BacktestCommand;
import io.residual.trainer.cli.CompareCommand;
import io.residual.trainer.cli.EvaluateCommand;
import io.residual.trainer.cli.FitCommand;
import io.residual.trainer.cli.ImportCommand;
import io.residual.trainer.cli.InspectCommand;
import io.residual.trainer.cli.SchemaCommand;
import io.residual.trainer.kafka.KafkaUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
      ImportCommand.class,
      InspectCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      BacktestCommand.class,
      JobCommand.class,
      ProduceCommand.class,
      AlertsCommand.class,
      FeedbackCommand.class,
      PublishCommand.class,
      FetchCommand.class,
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
        .setParameterExceptionHandler(ResidualCli::misuse)
        .setExecutionExceptionHandler(ResidualCli::report);
  }

  /** What is wrong, and where to read on; the whole help would push the message off the screen. */
  private static int misuse(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
    command.getErr().println("See " + name + " --help");
    command.getErr().flush();
    return ExitCode.USAGE;
  }

  /** One line for what a user can mend; a stack trace for what only we can. */
  private static int report(Exception failure, CommandLine command, ParseResult arguments) {
    boolean expected =
        failure instanceof KafkaUnavailableException
            || failure instanceof KafkaException
            || failure instanceof UncheckedIOException
            || failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException
            || failure instanceof CsvParseException;
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
      Properties build = new Properties();
      try (InputStream in = ResidualCli.class.getResourceAsStream("/residual-version.properties")) {
        build.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("the version of this build cannot be read", e);
      }
      return new String[] {"residual " + build.getProperty("version")};
    }
  }
}
