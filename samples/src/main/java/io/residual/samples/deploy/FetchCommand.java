package io.residual.samples.deploy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code residual fetch}: copies a bundle out of a store. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Copies a bundle out of a store that 'publish' keeps.",
    footer = {
      "",
      "Example: the one in use",
      "  residual fetch s3://bucket/models/presses/current --output current.residual",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 there is no such bundle."
    })
public final class FetchCommand implements Callable<Integer> {

  private static final int ABSENT = 3;

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "LOCATION",
      description =
          "A bundle, or the file current that names one: a path, or a URI of a file system that"
              + " Flink knows.")
  private String location;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the bundle goes; replaced if it exists. Its folder must exist.")
  private Path output;

  @Mixin private FileSystems fileSystems;

  @Override
  public Integer call() {
    fileSystems.load();
    try {
      BundleStore.fetch(location, output);
      return ExitCode.OK;
    } catch (NoSuchFileException e) {
      return failed(e.getFile() + ": there is no such file", ABSENT);
    } catch (IOException e) {
      return failed(location + ": " + e.getMessage(), ExitCode.SOFTWARE);
    }
  }

  private int failed(String message, int code) {
    command.commandLine().getErr().println("residual fetch: " + message);
    command.commandLine().getErr().flush();
    return code;
  }
}
