package io.residual.trainer.cli;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is in a bundle. */
@Command(
    name = "inspect",
    sortOptions = false,
    description = {
      "Shows what is in a model bundle: fields and what was learnt about them, network, losses by"
          + " epoch, calibrated errors and threshold, entries with sizes and digests.",
      "",
      "The bundle is checked on the way: a damaged one is refused, with the entry and the fault."
    },
    footer = {"", "Example:", "  residual inspect model.residual"})
public final class InspectCommand extends TrainerCommand {

  @Parameters(paramLabel = "BUNDLE", description = "File that 'fit' wrote.")
  private Path bundle;

  @Option(names = "--json", description = "Print the manifest as JSON instead.")
  private boolean json;

  @Override
  void run() throws IOException {
    if (Files.isDirectory(bundle)) {
      throw new IOException(bundle + ": is a folder; give the file that 'fit' wrote");
    }
    ModelBundle read = BundleReader.read(bundle);
    if (json) {
      out().println(BundleWriter.manifestJson(read.manifest()));
    } else {
      out().print(new BundleReport(read).text());
    }
  }
}
