package io.residual.model.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextHashTest {

  /** From the test suite of the algorithm's authors (FNV-1a, 64 bits). */
  @ParameterizedTest
  @CsvSource({
    "'', cbf29ce484222325",
    "a, af63dc4c8601ec8c",
    "b, af63df4c8601f1a5",
    "foobar, 85944171f73967e8",
    "'chongo was here!\\n', 46810940eff5f915"
  })
  void isFowlerNollVo1a(String text, String expected) {
    assertThat(Long.toHexString(TextHash.fnv(text.replace("\\n", "\n")))).isEqualTo(expected);
  }

  @Test
  void hashesTheBytesOfUtf8() {
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(8); j > 0; j--) {
        int codePoint = random.nextInt(1 << (7 + random.nextInt(14))) % 0x110000;
        text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? 'x' : codePoint);
      }

      assertThat(TextHash.fnv(text.toString())).isEqualTo(byBigIntegers(text.toString()));
    }
  }

  /** The definition, in arithmetic without overflow. */
  private static long byBigIntegers(String text) {
    BigInteger hash = new BigInteger("14695981039346656037");
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash =
          hash.xor(BigInteger.valueOf(octet & 0xff))
              .multiply(new BigInteger("1099511628211"))
              .mod(BigInteger.ONE.shiftLeft(64));
    }
    return hash.longValue();
  }

  /** From the tests of several public implementations of MurmurHash3's finalizer. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, b456bcfc34c2cb2c",
    "cbf29ce484222325, efd01f60ba992926",
    "ffffffffffffffff, 64b5720b4b825f21"
  })
  void mixesAsMurmurHash3Does(String input, String expected) {
    assertThat(Long.toHexString(TextHash.mix(Long.parseUnsignedLong(input, 16))))
        .isEqualTo(expected);
  }

  @Test
  void spreadsTextsOverSlotsAndSigns() {
    int[] slots = new int[32];
    int positive = 0;
    for (int i = 0; i < 32_000; i++) {
      long hash = TextHash.mix(TextHash.fnv("device-" + i));
      slots[(int) ((hash >>> 34) % 32)]++;
      positive += (hash & 1) == 0 ? 1 : 0;
    }

    // 1,000 each with a standard deviation of 31.
    assertThat(Arrays.stream(slots).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    assertThat(positive).isBetween(15_600, 16_400);
  }
}
