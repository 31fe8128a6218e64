package io.residual.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles in a real object store, through Flink's own plugin for S3, as the CronJob's pod has it.
 */
class ObjectStorageITCase {

  private static final Path PLUGINS = Overlay.FOLDER.resolve("target/plugins");
  private static final Path BUNDLE =
      Overlay.FOLDER.resolve("../model/src/test/resources/golden/format-1.residual");

  @TempDir static Path folder;

  private static ObjectGateway store;
  private static ResidualCommand residual;

  @BeforeAll
  static void start() throws Exception {
    store = ObjectGateway.start();
    store.makeBucket("residual");
    residual = ResidualCommand.in(folder.resolve("bin"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void bundlesGoToTheBucketAndComeBack() throws Exception {
    Path copy = folder.resolve("copy.residual");
    ResidualCommand.Outcome absent =
        run("fetch", "s3://residual/models/golden/current", "-o", copy.toString());
    assertThat(absent.log()).contains("golden/current: there is no such file");
    assertThat(absent.status()).isEqualTo(3);

    ResidualCommand.Outcome published =
        run("publish", BUNDLE.toString(), "--store", "s3://residual/models");
    assertThat(published.status()).as(published.log()).isZero();
    assertThat(store.keys("residual"))
        .hasSize(2)
        .contains("models/golden/current")
        .anyMatch(key -> key.matches("models/golden/[^/]+\\.residual"));
    assertThat(published.log()).contains("s3://residual/models/golden/current");

    ResidualCommand.Outcome fetched =
        run("fetch", "s3://residual/models/golden/current", "-o", copy.toString());
    assertThat(fetched.status()).as(fetched.log()).isZero();
    assertThat(Files.mismatch(copy, BUNDLE)).isEqualTo(-1);
  }

  /** What a person sees who has mistyped the bucket: one line, and no trace. */
  @Test
  void aBucketThatIsNotThereIsNamed() throws Exception {
    ResidualCommand.Outcome outcome =
        run("publish", BUNDLE.toString(), "--store", "s3://nowhere/models");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.log())
        .contains("residual publish: s3://nowhere/models", "NoSuchBucket")
        .doesNotContain("\tat ");
  }

  @Test
  void aWrongSecretIsRefusedAndNotShown() throws Exception {
    ResidualCommand.Outcome outcome =
        run(
            "wrong-secret",
            List.of("publish", BUNDLE.toString(), "--store", "s3://residual/refused"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.log())
        .contains("residual publish: ", "403")
        .doesNotContain("wrong-secret", "\tat ");
    assertThat(store.keys("residual")).noneMatch(key -> key.startsWith("refused"));
  }

  private static ResidualCommand.Outcome run(String... arguments) throws Exception {
    return run(ObjectGateway.SECRET_KEY, List.of(arguments));
  }

  private static ResidualCommand.Outcome run(String secret, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec residual \"$@\"", "sh"));
    command.addAll(arguments);
    command.addAll(
        List.of(
            "--file-system",
            "s3.endpoint=" + store.address(),
            "--file-system",
            "s3.path.style.access=true"));
    return residual.run(
        Map.of(
            "FLINK_PLUGINS_DIR",
            PLUGINS.toString(),
            "AWS_ACCESS_KEY_ID",
            ObjectGateway.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY",
            secret,
            "AWS_JAVA_V1_DISABLE_DEPRECATION_ANNOUNCEMENT",
            "true",
            "AWS_REGION",
            "us-east-1"),
        command);
  }
}
