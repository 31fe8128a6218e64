package io.residual.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemMemoryTest {

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void tellsTheSmallerOfMachineAndContainer() throws IOException {
    Path machine = file("meminfo", "MemTotal: 9000 kB\nMemAvailable:   3000 kB\nBuffers: 1 kB\n");
    Path none = folder.resolve("absent");
    Path limit = file("max", "2000000\n");
    Path used = file("current", "500000\n");
    assertThat(SystemMemory.available(machine, none, none)).hasValue(3000 * 1024);
    assertThat(SystemMemory.available(machine, limit, used)).hasValue(1_500_000);
    assertThat(SystemMemory.available(machine, file("max", "max\n"), used)).hasValue(3000 * 1024);
    assertThat(SystemMemory.available(machine, file("max", "100\n"), used)).hasValue(0);
    assertThat(SystemMemory.available(none, none, none)).isEmpty();
  }

  @Test
  void rowsThatTheMachineCannotHoldAreRefusedBeforehand() {
    NotEnoughMemoryException.requireMemory(1_000_000, 30, OptionalLong.empty());
    NotEnoughMemoryException.requireMemory(1000, 30, OptionalLong.of(1 << 20));
    long rows = Runtime.getRuntime().maxMemory();
    assertThatThrownBy(
            () -> NotEnoughMemoryException.requireMemory(rows, 30, OptionalLong.of(1 << 20)))
        .isInstanceOf(NotEnoughMemoryException.class)
        .hasMessageContaining("the machine or its container has")
        .hasMessageContaining("train on fewer rows");
  }
}
