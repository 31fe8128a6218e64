package io.residual.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of this machine, run to their end. */
record Command(Path folder, Map<String, String> environment, Duration limit) {

  Command(Path folder) {
    this(folder, Map.of(), Duration.ofMinutes(10));
  }

  Command with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Command(folder, more, limit);
  }

  Command within(Duration time) {
    return new Command(folder, environment, time);
  }

  /**
   * How a program ended.
   *
   * @param output of both kinds, without terminal controls
   */
  record Result(List<String> command, int status, String output) {

    /** The output of a program that must succeed. */
    String orFail() {
      if (status != 0) {
        throw new IllegalStateException(command + " ended with " + status + ":\n" + output);
      }
      return output;
    }

    /** Empty if nothing was printed. */
    String lastLine() {
      return output.isBlank() ? "" : output.lines().reduce("", (before, line) -> line);
    }
  }

  Result run(String... words) throws IOException, InterruptedException {
    List<String> command = List.of(words);
    // A file, since a pipe would be kept open by a daemon that the program leaves behind.
    Path log = Files.createTempFile("residual-command", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        throw new IllegalStateException(
            command + " did not end within " + limit + ":\n" + text(log));
      }
      return new Result(command, process.exitValue(), text(log).strip());
    } finally {
      Files.delete(log);
    }
  }

  private static String text(Path log) throws IOException {
    return new String(Files.readAllBytes(log), UTF_8)
        .replaceAll("\u001B\\[[0-9;?]*[A-Za-z]", "")
        .replace("\r", "");
  }
}
