package io.residual.trainer.cli;

import io.residual.model.config.InvalidConfigException;
import io.residual.trainer.data.NotEnoughMemoryException;
import io.residual.trainer.fit.DivergedTrainingException;
import io.residual.trainer.kafka.KafkaUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a command and turns its failures into one message and an exit code. */
abstract class TrainerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // declared for picocli, which acts on it by itself
  private boolean help;

  /** The command as it was called, for messages about its options. */
  final CommandLine command() {
    return spec.commandLine();
  }

  /** Does the work. */
  abstract void run() throws IOException, InvalidConfigException;

  /** The exit code of work that was done; a command that answers a question may give another. */
  int exitCode() {
    return ExitCode.OK;
  }

  @Override
  public final Integer call() {
    try {
      run();
      out().flush();
      return exitCode();
    } catch (InvalidConfigException | IllegalArgumentException e) {
      return fail(e.getMessage(), ExitCode.USAGE);
    } catch (NoSuchFileException e) {
      return fail(
          e.getFile() + ": " + (e.getReason() == null ? "no such file" : e.getReason()),
          ExitCode.SOFTWARE);
    } catch (IOException e) {
      return fail(e.getMessage() == null ? e.toString() : e.getMessage(), ExitCode.SOFTWARE);
    } catch (DivergedTrainingException | NotEnoughMemoryException | KafkaUnavailableException e) {
      return fail(e.getMessage(), ExitCode.SOFTWARE);
    } catch (OutOfMemoryError e) {
      // Nothing of the command's own is needed any more, so there is room again to say so.
      long heap = Runtime.getRuntime().maxMemory() >> 20;
      return fail(
          "Not enough memory: the heap of " + heap + " MiB is full; give Java more (-Xmx)",
          ExitCode.SOFTWARE);
    }
  }

  private int fail(String message, int code) {
    out().flush();
    err().println(spec.qualifiedName() + ": " + message);
    err().flush();
    return code;
  }

  /** Where results go. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where progress and faults go. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
