package io.residual.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BackgroundSampleTest {

  private static void assertRefused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> BackgroundSample.of(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] header(int count, int width, int floats) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * floats);
    bytes.putInt(count).putInt(width);
    return bytes.array();
  }

  @Test
  void readsWhatItWrote() {
    float[] rows = {1, -2.5f, 0, 100, Float.MIN_VALUE, -0f};

    BackgroundSample read = BackgroundSample.of(new BackgroundSample(rows, 2, 3).toBytes());

    assertThat(read.count()).isEqualTo(2);
    assertThat(read.width()).isEqualTo(3);
    assertThat(read.rows()).containsExactly(rows);
  }

  @Test
  void refusesBytesThatAreNoSample() {
    assertRefused(new byte[0], "0 bytes are too few");
    assertRefused(new byte[7], "7 bytes are too few");
    assertRefused(header(2, 3, 5), "do not take 20 bytes");
    assertRefused(header(Integer.MAX_VALUE, Integer.MAX_VALUE, 1), "do not take 4 bytes");
    assertRefused(header(0, 3, 0), "0 rows");
    assertRefused(header(-1, -1, 1), "-1 rows");
    assertRefused(header(257, 1, 257), "257 rows");
    byte[] nan = header(1, 1, 1);
    ByteBuffer.wrap(nan).putFloat(8, Float.NaN);
    assertRefused(nan, "NaN");
  }
}
