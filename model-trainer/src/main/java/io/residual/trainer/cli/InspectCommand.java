package io.residual.trainer.cli;

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
    footer = {
      "",
      "Examples:",
      "  residual inspect model.residual",
      "  residual inspect model.residual --report report.html"
    })
public final class InspectCommand extends TrainerCommand {

  @Parameters(paramLabel = "BUNDLE", description = "File that 'fit' wrote.")
  private Path bundle;

  @Option(names = "--json", description = "Print the manifest as JSON instead.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the report that 'fit' put into the bundle to this file: losses, errors, examples,"
              + " drift and advice as one HTML page.")
  private Path report;

  @Override
  void run() throws IOException {
    if (report != null) {
      OutputFile.requireReplaceable("--report", report);
    }
    ModelBundle read = BundleFile.read(bundle);
    if (report != null) {
      extractReport(read);
    } else if (json) {
      out().println(BundleWriter.manifestJson(read.manifest()));
    } else {
      out().print(new BundleReport(read).text());
    }
  }

  private void extractReport(ModelBundle read) throws IOException {
    if (!read.entryNames().contains(ModelBundle.REPORT_ENTRY)) {
      throw new IOException(
          bundle
              + ": has no report, as a model that was imported has none; 'evaluate --report' writes"
              + " one");
    }
    Files.write(report, read.entry(ModelBundle.REPORT_ENTRY));
    out().println("wrote " + report);
  }
}
