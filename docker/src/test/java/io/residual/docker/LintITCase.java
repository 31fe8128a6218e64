package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Shell scripts, YAML, Dockerfiles and Compose files of the whole repository. */
class LintITCase {

  @Test
  void noLinterFindsAnything() throws Exception {
    Assumptions.assumeTrue(
        Engine.Requirements.mayInstall(),
        "Nothing linted: needs the root user of a Debian system, to install the linters");

    Command.Result result =
        new Command(Path.of("test").toAbsolutePath())
            .run("./lint.sh", Engine.Requirements.cache().toString());

    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.lastLine()).startsWith("linted ");
  }
}
