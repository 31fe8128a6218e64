package io.residual.samples.cli;

import io.residual.job.LocalJob;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code residual job}: the Flink job in this process; all arguments are the job's own. */
@Command(
    name = "job",
    description = {
      "Runs the Flink job in this process, against any broker. For a cluster, submit its jar.",
      "residual job --help lists the job's options."
    })
final class JobCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  @SuppressWarnings("SystemOut") // the job speaks to the user of this command line
  public Integer call() {
    PrintStream err = System.err;
    return LocalJob.run(arguments.toArray(new String[0]), err);
  }
}
