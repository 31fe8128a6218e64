package io.residual.k8s.operator;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.opentest4j.TestAbortedException;

/**
 * Our FlinkDeployments as an operator reads them that knows no Flink 2: another version, and the
 * older names of two settings. Nothing else is changed.
 */
final class OlderFlink {

  private static final Path FOLDER = Path.of("..").toAbsolutePath().normalize();

  private static final Map<String, String> OLDER_NAMES =
      Map.of(
          "execution.checkpointing.dir", "state.checkpoints.dir",
          "execution.checkpointing.savepoint-dir", "state.savepoints.dir");

  private OlderFlink() {}

  /** The FlinkDeployment of an overlay, as {@code kubectl apply -k} would send it. */
  static FlinkDeployment deployment(String overlay) throws IOException {
    String kubectl;
    try {
      kubectl = run("/bin/sh", FOLDER.resolve("test-tools.sh").toString()).strip();
    } catch (IOException e) {
      if (System.getenv("CI") != null) {
        throw e;
      }
      throw new TestAbortedException("no kubectl with kustomize 4 or later", e);
    }
    String rendered = run(kubectl, "kustomize", FOLDER.resolve("overlays/" + overlay).toString());
    for (String document : rendered.split("\n---\n", -1)) {
      if (document.contains("\nkind: FlinkDeployment\n")) {
        return older(
            Serialization.unmarshal(
                document.replace("flinkVersion: v2_2", "flinkVersion: v1_17"),
                FlinkDeployment.class));
      }
    }
    throw new IOException("overlay " + overlay + " has no FlinkDeployment");
  }

  private static FlinkDeployment older(FlinkDeployment deployment) {
    Map<String, String> settings = new HashMap<>();
    deployment
        .getSpec()
        .getFlinkConfiguration()
        .forEach((key, value) -> settings.put(OLDER_NAMES.getOrDefault(key, key), value));
    deployment.getSpec().setFlinkConfiguration(settings);
    return deployment;
  }

  private static String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return output;
  }
}
