package io.residual.samples.deploy;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.InvalidBundleException;
import io.residual.model.bundle.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code residual publish}: makes a bundle the one that jobs take. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a bundle the current one of a store, and has the job restarted with it.",
      "",
      "The bundle goes to STORE/NAME/VERSION.residual; the small file STORE/NAME/current names it."
          + " A job with --bundle STORE/NAME/current takes it when it is submitted the next time."
          + " Publishing a bundle of the store again is a rollback."
    },
    footer = {
      "",
      "Example: the first model",
      "  residual publish model.residual --store s3://bucket/models",
      "",
      "Example: a new one, and the job on Kubernetes restarted from a savepoint",
      "  residual publish model.residual --store s3://bucket/models --flink-deployment residual",
      "",
      "Example: back to an earlier one",
      "  residual fetch s3://bucket/models/presses/3fa9c1d20b77.residual --output old.residual",
      "  residual publish old.residual --store s3://bucket/models --flink-deployment residual",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
public final class PublishCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "BUNDLE", description = "File that 'fit' wrote.")
  private Path bundle;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder of bundles: a path, or a URI of a file system that Flink knows.")
  private String store;

  @Option(
      names = "--flink-deployment",
      paramLabel = "NAME",
      description = "FlinkDeployment to restart, by the Flink Kubernetes Operator.")
  private String deployment;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Namespace of the FlinkDeployment. Default: this pod's, else default.")
  private String namespace;

  @Option(
      names = "--kubernetes",
      paramLabel = "URL",
      description =
          "Address of the Kubernetes API without a login, such as http://127.0.0.1:8001 of 'kubectl"
              + " proxy'. Default: that of the cluster that this pod runs in.")
  private URI kubernetes;

  @Mixin private FileSystems fileSystems;

  @Override
  public Integer call() {
    PrintWriter err = command.commandLine().getErr();
    try {
      Manifest manifest = BundleReader.read(bundle).manifest();
      fileSystems.load();
      String location = new BundleStore(store).publish(bundle, manifest);
      String model = manifest.name() + "/" + manifest.version();
      command.commandLine().getOut().println(location);
      command.commandLine().getOut().flush();
      err.println(model + " is current at " + location);
      if (deployment != null) {
        restart(model);
        err.println("FlinkDeployment " + deployment + " restarts with it");
      }
      err.flush();
      return ExitCode.OK;
    } catch (NoSuchFileException e) {
      return failed(e.getFile() + ": no such file");
    } catch (InvalidBundleException e) {
      return failed(bundle + ": " + e.getMessage());
    } catch (IOException e) {
      return failed(e.getMessage());
    }
  }

  private void restart(String model) throws IOException {
    KubernetesApi api =
        kubernetes == null ? KubernetesApi.ofThisPod() : KubernetesApi.at(kubernetes);
    String where = namespace == null ? KubernetesApi.namespace().orElse("default") : namespace;
    api.restart(where, deployment, model, Instant.now().getEpochSecond());
  }

  private int failed(String message) {
    command.commandLine().getErr().println("residual publish: " + message);
    command.commandLine().getErr().flush();
    return ExitCode.SOFTWARE;
  }
}
