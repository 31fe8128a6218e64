package io.residual.k8s;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The command {@code kubectl}, found or unpacked by {@code k8s/test-tools.sh}. Without it tests are
 * skipped, but fail where {@code CI} is set: there they must run.
 */
final class Kubectl {

  private static Path command;

  private Kubectl() {}

  /** What {@code kubectl kustomize} makes of a folder. */
  static String kustomize(Path folder) throws IOException {
    return run(List.of(command().toString(), "kustomize", folder.toString()));
  }

  /** Runs a command to its end and returns its standard output. */
  static String run(List<String> command) throws IOException {
    File errors = File.createTempFile("errors", ".txt");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            command + " ended with " + status + ": " + Files.readString(errors.toPath()));
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(errors.toPath());
    }
  }

  private static synchronized Path command() throws IOException {
    if (command == null) {
      try {
        command =
            Path.of(
                run(List.of("/bin/sh", Overlay.FOLDER.resolve("test-tools.sh").toString()))
                    .strip());
      } catch (IOException e) {
        if (System.getenv("CI") != null) {
          throw e;
        }
        abort("no kubectl with kustomize 4 or later: " + e.getMessage());
      }
    }
    return command;
  }
}
