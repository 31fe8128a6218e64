package io.residual.docker;

import io.residual.docker.Engine.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Our images for arm64, and the emulation that runs them on this machine. Slow: ten times or more.
 *
 * <p>Skips the tests of its class, with the reason, where the kernel has no {@code binfmt_misc}.
 */
final class Arm64 implements AutoCloseable {
  static final String JOB = "residual-job:arm64";
  static final String CLI = "residual-cli:arm64";

  /** {@code EX_UNAVAILABLE} of {@code sysexits.h}. */
  private static final int UNAVAILABLE = 69;

  private final Running engine;

  /** Starts the emulation and builds both images. */
  Arm64(Running engine) throws IOException, InterruptedException {
    this.engine = engine;
    Command.Result started = engine.machine("emulation.sh", "start");
    Assumptions.assumeTrue(started.status() != UNAVAILABLE, started.output());
    started.orFail();
    try {
      engine.script("bases.sh", "arm64").orFail();
      build("job", "flink:arm64", JOB);
      build("cli", "jre:arm64", CLI);
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  private void build(String image, String base, String tag)
      throws IOException, InterruptedException {
    engine.build(image, base, tag, "--platform", "linux/arm64").orFail();
  }

  /** {@code docker run --rm} of an image for arm64. */
  Command.Result run(List<String> options, String... words)
      throws IOException, InterruptedException {
    // Named, since the engine else warns that the image is not for its machine.
    List<String> command = new ArrayList<>(List.of("run", "--rm", "--platform", "linux/arm64"));
    command.addAll(options);
    command.addAll(List.of(words));
    return engine.docker(command.toArray(String[]::new));
  }

  /** Runs an action while the kernel knows nothing of arm64 that it had not known before. */
  Command.Result withoutEmulation(Action action) throws IOException, InterruptedException {
    engine.machine("emulation.sh", "stop").orFail();
    try {
      return action.run();
    } finally {
      engine.machine("emulation.sh", "start").orFail();
    }
  }

  /** What {@link #withoutEmulation} runs. */
  @FunctionalInterface
  interface Action {
    Command.Result run() throws IOException, InterruptedException;
  }

  @Override
  public void close() throws IOException {
    try {
      engine.machine("emulation.sh", "stop").orFail();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
