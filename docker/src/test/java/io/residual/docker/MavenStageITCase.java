package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.docker.Engine.Running;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The stage of the Dockerfiles in which Maven builds the jars, which users get by default. Takes
 * minutes, so only the profile {@code images} runs it; all other tests take the reactor's jars.
 */
@Tag("images")
@ExtendWith(Engine.class)
class MavenStageITCase {
  private static final String JARS =
      "cd /opt && find . -name '*.jar' -type f -exec sha256sum {} + | sort -k 2";

  private final Running engine;

  MavenStageITCase(Running engine) {
    this.engine = engine;
  }

  @Test
  void bothStagesPutTheSameJarsIntoTheImagesToTheByte() throws Exception {
    engine.script("build-image.sh").orFail();

    for (String image : new String[] {"job", "cli"}) {
      String base = image.equals("job") ? "flink:1" : "jre:1";
      String built = "residual-test/" + image + "-built:1";
      engine
          .build(
              image,
              base,
              built,
              "--build-arg",
              "JARS=maven",
              "--build-arg",
              "BUILD_IMAGE=residual-test/build:1")
          .orFail();

      assertThat(jars(built)).isEqualTo(jars("residual-" + image + ":0.1.0"));
    }
  }

  private String jars(String image) throws Exception {
    return engine.docker("run", "--rm", "--entrypoint", "/bin/sh", image, "-c", JARS).orFail();
  }
}
