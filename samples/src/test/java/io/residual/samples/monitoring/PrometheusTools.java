package io.residual.samples.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prometheus' own programs, installed or fetched. Without them a test is skipped, but not in CI.
 */
final class PrometheusTools {

  static final Path DEPLOYMENT = Path.of("../docker").toAbsolutePath().normalize();

  private static final Path SCRIPT = Path.of("src/test/scripts/prometheus.sh").toAbsolutePath();
  private static final Path UNPACKED = Path.of("target/prometheus").toAbsolutePath();
  private static final long TIMEOUT_SECONDS = 120;

  private final Path folder;

  private PrometheusTools(Path folder) {
    this.folder = folder;
  }

  /**
   * What a program printed.
   *
   * @param output standard output and standard error
   */
  record Result(int exitCode, String output) {}

  static PrometheusTools find() throws Exception {
    Result found = run(List.of(SCRIPT.toString(), UNPACKED.toString()));
    boolean required = "true".equals(System.getenv("CI"));
    if (found.exitCode() != 0 && required) {
      throw new IOException(found.output());
    }
    assumeTrue(found.exitCode() == 0, found.output());
    return new PrometheusTools(Path.of(found.output().strip()));
  }

  Path prometheus() {
    return folder.resolve("prometheus");
  }

  Result promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(folder.resolve("promtool") + ""));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static Result run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command + " takes too long: " + output);
    }
    return new Result(process.exitValue(), output);
  }
}
