package io.residual.samples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Java process occupies, after a full collection.
 *
 * @param residentBytes memory in RAM
 * @param metaspaceBytes class metadata in use
 * @param userClassLoaders live class loaders of submitted jobs
 * @param natives mapped copies of each of our native libraries, deleted files included
 * @param temporaryBytes files under the process' own temporary folder
 * @param blobBytes job jars that Flink keeps for the process
 */
record Footprint(
    long residentBytes,
    long metaspaceBytes,
    int userClassLoaders,
    Map<String, Integer> natives,
    long temporaryBytes,
    long blobBytes) {

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");
  private static final Pattern USER_LOADER =
      Pattern.compile(
          "\\s(\\d+)\\s+\\d+\\s+org\\.apache\\.flink\\.util\\.ChildFirstClassLoader\\b");
  private static final Pattern NATIVE =
      Pattern.compile(
          "\\S+ \\S+ \\S+ (\\S+ \\d+)\\s+\\S*?/(lib(onnxruntime|nd4j|jnind4j|openblas|jniopenblas"
              + "|jnijavacpp|zstd|snappy|lz4)[a-z0-9_]*)[^/]*");

  Footprint {
    natives = Map.copyOf(natives);
  }

  /** Measures a process of this user; counting class loaders makes it collect first. */
  static Footprint of(long pid, Path temporary, Path blobs)
      throws IOException, InterruptedException {
    int loaders = userClassLoaders(pid);
    long metaspace = number(METASPACE, jcmd(pid, "GC.heap_info")) * 1024;
    long resident = number(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status"))) * 1024;
    return new Footprint(
        resident, metaspace, loaders, natives(pid), bytesUnder(temporary), bytesUnder(blobs));
  }

  /** Collects all garbage of the process and counts the class loaders of jobs that remain. */
  private static int userClassLoaders(long pid) throws IOException, InterruptedException {
    Matcher matcher = USER_LOADER.matcher(jcmd(pid, "GC.class_histogram"));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  int nativeCopies() {
    return natives.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Counts by device and inode, since each copy has several mappings. */
  private static Map<String, Integer> natives(long pid) throws IOException {
    Set<String> files = new HashSet<>();
    Map<String, Integer> copies = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
      Matcher matcher = NATIVE.matcher(line);
      if (matcher.matches() && files.add(matcher.group(1))) {
        copies.merge(matcher.group(2), 1, Integer::sum);
      }
    }
    return copies;
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(JCMD.toString(), Long.toString(pid), command))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + pid + " " + command + " failed: " + output);
    }
    return output;
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + pattern + " in: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Sums file sizes; the process may delete some of them meanwhile. */
  private static long bytesUnder(Path folder) throws IOException {
    LongAdder bytes = new LongAdder();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.add(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.sum();
  }
}
