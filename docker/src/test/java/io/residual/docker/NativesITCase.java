package io.residual.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the native libraries out of the jars that go into the images. */
class NativesITCase {
  private static final Path IMAGE = Path.of("target/image");

  /** {@code e_machine} of ELF headers. */
  private static final int EM_X86_64 = 62;

  private static final int EM_AARCH64 = 183;

  private static final Pattern LIBRARY = Pattern.compile(".*\\.so(\\.[0-9]+)*");

  /** How folders, jars and files name the two architectures. */
  private static final Pattern X86_64 = Pattern.compile("x86[_-]64|amd64|linux-x64");

  private static final Pattern AARCH64 = Pattern.compile("aarch_?64|arm64");

  private static final Pattern OTHER_SYSTEM =
      Pattern.compile("android|aix|bsd|mac|darwin|sunos|windows", Pattern.CASE_INSENSITIVE);

  /** GNU OpenMP, which the image of arm64 has from its system, and what only x86-64 has. */
  private static final List<String> NOT_FOR_ARM64 = List.of("libgomp", "libquadmath");

  /** A native library for Linux. */
  private record Library(String jar, String path, int machine) {

    /** Without version and architecture, the same for both architectures. */
    String name() {
      return AARCH64
          .matcher(X86_64.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceAll("*"))
          .replaceAll("*")
          .replaceAll("\\.so.*", "");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "cli"})
  void eachLibraryIsThereForBothArchitectures(String image) throws Exception {
    List<Library> libraries = libraries(IMAGE.resolve(image));

    Set<String> expected = names(libraries, EM_X86_64);
    NOT_FOR_ARM64.forEach(expected::remove);
    assertThat(expected).contains("libonnxruntime", "libonnxruntime4j_jni", "libsnappyjava");
    assertThat(expected).anyMatch(name -> name.startsWith("libzstd")).contains("liblz4-java");
    if (image.equals("cli")) {
      assertThat(expected).contains("libnd4jcpu", "libopenblas", "libjnijavacpp");
    }
    assertThat(names(libraries, EM_AARCH64)).isEqualTo(expected);
  }

  /** A library in the wrong folder would be loaded, and fail, on the other architecture only. */
  @ParameterizedTest
  @ValueSource(strings = {"job", "cli"})
  void eachLibraryIsOfTheArchitectureThatItsPlaceSays(String image) throws Exception {
    for (Library library : libraries(IMAGE.resolve(image))) {
      String place = library.jar() + "/" + library.path();
      if (library.machine() == EM_X86_64) {
        assertThat(place).containsPattern(X86_64).doesNotContainPattern(AARCH64);
      } else if (library.machine() == EM_AARCH64) {
        assertThat(place).containsPattern(AARCH64).doesNotContainPattern(X86_64);
      } else {
        assertThat(place).doesNotContainPattern(AARCH64).doesNotContainPattern(X86_64);
      }
    }
  }

  private static Set<String> names(List<Library> libraries, int machine) {
    Set<String> names = new TreeSet<>();
    for (Library library : libraries) {
      if (library.machine() == machine) {
        names.add(library.name());
      }
    }
    return names;
  }

  private static List<Library> libraries(Path folder) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.walk(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    List<Library> libraries = new ArrayList<>();
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : zip.stream().toList()) {
          if (LIBRARY.matcher(entry.getName()).matches()
              && !OTHER_SYSTEM.matcher(entry.getName()).find()) {
            libraries.add(
                new Library(
                    jar.getFileName().toString(), entry.getName(), machine(jar, zip, entry)));
          }
        }
      }
    }
    return libraries;
  }

  private static int machine(Path jar, ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(20));
      assertThat(header.remaining()).as(jar + "/" + entry).isEqualTo(20);
      assertThat(header.getInt(0)).as(jar + "/" + entry).isEqualTo(0x7f454c46);
      boolean little = header.get(5) == 1;
      return header.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).getShort(18);
    }
  }
}
