package io.residual.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much memory the machine and the container around this process can still give. A heap limit
 * alone does not say: a machine may have less than it, and ends a process that asks for more.
 */
final class SystemMemory {

  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");
  private static final Path USED = Path.of("/sys/fs/cgroup/memory.current");
  private static final String AVAILABLE = "MemAvailable:";

  private SystemMemory() {}

  /** The smaller of both, in bytes; empty if neither is told. */
  static OptionalLong available() {
    return available(MACHINE, LIMIT, USED);
  }

  /**
   * As {@link #available()}, from files of the kernel's formats.
   *
   * @param machine as {@code /proc/meminfo}
   * @param limit as {@code memory.max} of control groups, version 2
   * @param used as {@code memory.current}
   */
  static OptionalLong available(Path machine, Path limit, Path used) {
    long least = Long.MAX_VALUE;
    for (String line : lines(machine)) {
      if (line.startsWith(AVAILABLE)) {
        least = 1024 * number(line.substring(AVAILABLE.length()).replace("kB", ""));
      }
    }
    List<String> most = lines(limit);
    List<String> now = lines(used);
    // Without a limit the first file says max.
    if (most.size() == 1 && now.size() == 1 && Character.isDigit(most.get(0).charAt(0))) {
      least = Math.min(least, Math.max(0, number(most.get(0)) - number(now.get(0))));
    }
    return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
  }

  private static long number(String text) {
    return Long.parseLong(text.strip());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      // Another operating system, or no control group: nothing to know.
      return List.of();
    }
  }
}
