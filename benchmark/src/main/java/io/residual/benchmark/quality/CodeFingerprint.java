package io.residual.benchmark.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Tells builds of the code apart: results of an older build are not this build's. */
final class CodeFingerprint {

  private CodeFingerprint() {}

  /** Of the jars or folders that the given classes come from. Builds are reproducible. */
  static String of(Class<?>... classes) {
    CRC32 crc = new CRC32();
    for (Class<?> type : classes) {
      try {
        Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        for (Path file : files(place)) {
          crc.update(place.relativize(file).toString().getBytes(UTF_8));
          crc.update(Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the code of " + type + ": " + e, e);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(type + " was loaded from no file", e);
      }
    }
    return String.format("%08x", crc.getValue());
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
