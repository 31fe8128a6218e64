package io.residual.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles in an object store, through Flink's own plugin for S3, as the CronJob's pod has it. */
class ObjectStorageITCase {

  private static final Path PLUGINS = Overlay.FOLDER.resolve("target/plugins");
  private static final Path BUNDLE =
      Overlay.FOLDER.resolve("../model/src/test/resources/golden/format-1.residual");

  @TempDir private Path folder;

  @Test
  void bundlesGoToTheBucketAndComeBack() throws Exception {
    ResidualCommand residual = ResidualCommand.in(folder.resolve("bin"));
    Path copy = folder.resolve("copy.residual");
    try (SmallObjectStore store = new SmallObjectStore()) {
      ResidualCommand.Outcome absent =
          run(
              residual,
              store,
              "fetch",
              "s3://residual/models/golden/current",
              "-o",
              copy.toString());
      assertThat(absent.log()).contains("golden/current: there is no such file");
      assertThat(absent.status()).isEqualTo(3);

      ResidualCommand.Outcome published =
          run(residual, store, "publish", BUNDLE.toString(), "--store", "s3://residual/models");
      assertThat(published.status()).as(published.log()).isZero();
      String pointer =
          store.objects().keySet().stream()
              .filter(name -> name.endsWith("/current"))
              .findFirst()
              .orElseThrow();
      assertThat(published.log()).contains("s3://" + pointer);
      assertThat(store.objects()).hasSize(2);

      ResidualCommand.Outcome fetched =
          run(residual, store, "fetch", "s3://" + pointer, "-o", copy.toString());
      assertThat(fetched.status()).as(fetched.log()).isZero();
      assertThat(Files.mismatch(copy, BUNDLE)).isEqualTo(-1);
    }
  }

  private static ResidualCommand.Outcome run(
      ResidualCommand residual, SmallObjectStore store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec residual \"$@\"", "sh"));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--file-system",
            "s3.endpoint=" + store.address(),
            "--file-system",
            "s3.path.style.access=true"));
    return residual.run(
        Map.of(
            "FLINK_PLUGINS_DIR", PLUGINS.toString(),
            "AWS_ACCESS_KEY_ID", "key",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_REGION", "us-east-1"),
        command);
  }
}
