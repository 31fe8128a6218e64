package io.residual.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleRoundTripTest {

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ModelBundle bundle = SmallBundle.create();
    ModelBundle read = BundleReader.read(BundleWriter.toBytes(bundle));
    assertThat(read.manifest()).isEqualTo(bundle.manifest());
    assertThat(read.entryNames()).containsExactly("dl4j.zip", "model.onnx");
    for (String name : bundle.entryNames()) {
      assertThat(read.entry(name)).isEqualTo(bundle.entry(name));
    }
  }

  @Test
  void equalContentGivesEqualBytes() {
    assertThat(BundleWriter.toBytes(SmallBundle.create()))
        .isEqualTo(BundleWriter.toBytes(SmallBundle.create()));
  }

  @Test
  void manifestComesFirst() throws IOException {
    assertThat(ZipBytes.unpack(BundleWriter.toBytes(SmallBundle.create())).keySet())
        .startsWith("manifest.json");
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("models/m.residual");
    BundleWriter.write(SmallBundle.create(), file);
    BundleWriter.write(SmallBundle.create(new byte[10], new byte[20]), file);
    assertThat(BundleReader.read(file).entry("model.onnx")).hasSize(10);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void othersMayReadTheFileAsTheyMayReadAnyNewFile() throws IOException {
    Path file = folder.resolve("m.residual");
    Path usual = Files.createFile(folder.resolve("usual"));
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
    BundleWriter.write(SmallBundle.create(), file);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void aFolderIsNoPlaceForABundle() {
    assertThatThrownBy(() -> BundleWriter.write(SmallBundle.create(), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void streamsAreReadWithinLimits() throws IOException {
    byte[] archive = BundleWriter.toBytes(SmallBundle.create());
    BundleLimits exact = new BundleLimits(3, 20_000, 700, 30_000);
    assertThat(BundleReader.read(new ByteArrayInputStream(archive), exact).manifest().name())
        .isEqualTo("pump");
    BundleLimits small = new BundleLimits(3, 20_000, 700, archive.length - 1);
    assertThatThrownBy(() -> BundleReader.read(new ByteArrayInputStream(archive), small))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("at most " + (archive.length - 1) + " bytes");
  }
}
