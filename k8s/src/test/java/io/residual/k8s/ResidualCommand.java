package io.residual.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command {@code residual} as a program in a folder of its own, for a process's search path.
 *
 * @param folder that it is in
 */
record ResidualCommand(Path folder) {

  /** How a process ended, and all that it wrote. */
  record Outcome(int status, String log) {}

  /** Writes the program. */
  static ResidualCommand in(Path folder) throws IOException {
    Path program = Files.createDirectories(folder).resolve("residual");
    Files.writeString(
        program,
        """
        #!/bin/sh
        exec '%s' -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' \\
          io.residual.samples.cli.ResidualCli "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin/java"),
                System.getProperty("java.class.path")));
    if (!program.toFile().setExecutable(true)) {
      throw new IOException(program + " cannot be made executable");
    }
    return new ResidualCommand(folder);
  }

  /** Runs a command that may call {@code residual}, to its end. */
  Outcome run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    Process process = builder.start();
    String log = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), log);
  }
}
