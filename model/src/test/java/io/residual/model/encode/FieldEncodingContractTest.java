package io.residual.model.encode;

import io.residual.model.record.FieldType;
import io.residual.model.record.FieldType.Categorical.Encoding;
import io.residual.model.record.Scaling;
import io.residual.model.record.TimestampFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;

/** The contract, for every kind of field and encoding. */
class FieldEncodingContractTest {

  private static final double[] ODD_NUMBERS = {
    0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1e300, -1e18
  };

  private static double oddNumber(Random random) {
    if (random.nextInt(4) == 0) {
      return ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
    }
    double number = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(number) ? number : random.nextGaussian();
  }

  /** Any code units: blanks, control characters, lone surrogates, long runs. */
  static String oddText(Random random) {
    int length = random.nextInt(500) == 0 ? random.nextInt(6000) : random.nextInt(12);
    StringBuilder text = new StringBuilder();
    int kind = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      switch (kind) {
        case 0 -> text.append((char) random.nextInt(0x80));
        case 1 -> text.append((char) random.nextInt(0x10000));
        case 2 -> text.appendCodePoint(0x1F600 + random.nextInt(50));
        default -> text.append("aB");
      }
    }
    return text.toString();
  }

  private static boolean near(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance;
  }

  abstract static class Numbers extends FieldEncodingContract {

    private final Scaling.Method method;

    Numbers(Scaling.Method method) {
      this.method = method;
    }

    @Override
    FieldType type() {
      return new FieldType.Numeric(Scaling.of(method));
    }

    @Override
    Object usual(Random random) {
      return method == Scaling.Method.LOG
          ? Math.exp(3 * random.nextGaussian())
          : 10 * random.nextGaussian();
    }

    @Override
    Object odd(Random random) {
      return oddNumber(random);
    }

    @Override
    boolean comesBack(Object value, Object decoded) {
      double number = (Double) value;
      return near(number, (Double) decoded, 1e-4 + 1e-4 * Math.abs(number));
    }
  }

  @Nested
  class Standard extends Numbers {
    Standard() {
      super(Scaling.Method.STANDARD);
    }
  }

  @Nested
  class MinMax extends Numbers {
    MinMax() {
      super(Scaling.Method.MIN_MAX);
    }
  }

  @Nested
  class Robust extends Numbers {
    Robust() {
      super(Scaling.Method.ROBUST);
    }
  }

  @Nested
  class Log extends Numbers {
    Log() {
      super(Scaling.Method.LOG);
    }
  }

  @Nested
  class Quantile extends Numbers {
    Quantile() {
      super(Scaling.Method.QUANTILE);
    }
  }

  @Nested
  class None extends Numbers {
    None() {
      super(Scaling.Method.NONE);
    }
  }

  @Nested
  class Auto extends Numbers {
    Auto() {
      super(Scaling.Method.AUTO);
    }
  }

  abstract static class Categories extends FieldEncodingContract {

    private final Encoding encoding;

    Categories(Encoding encoding) {
      this.encoding = encoding;
    }

    @Override
    FieldType type() {
      return FieldType.Categorical.of(encoding);
    }

    @Override
    Object usual(Random random) {
      int which = Math.min(20, (int) Math.abs(10 * random.nextGaussian()));
      return "category " + which;
    }

    @Override
    Object odd(Random random) {
      return oddText(random);
    }

    @Override
    boolean comesBack(Object value, Object decoded) {
      return value.equals(decoded);
    }
  }

  @Nested
  class OneHot extends Categories {
    OneHot() {
      super(Encoding.ONE_HOT);
    }
  }

  @Nested
  class AutoCategories extends Categories {
    AutoCategories() {
      super(Encoding.AUTO);
    }
  }

  @Nested
  class Hash extends Categories {
    Hash() {
      super(Encoding.HASH);
    }
  }

  @Nested
  class Frequency extends Categories {
    Frequency() {
      super(Encoding.FREQUENCY);
    }

    @Override
    boolean comesBack(Object value, Object decoded) {
      return ((String) decoded).matches("one seen in \\d+(\\.\\d+)?% of records");
    }
  }

  @Nested
  class Text extends FieldEncodingContract {

    @Override
    FieldType type() {
      return FieldType.Text.DEFAULT;
    }

    @Override
    Object usual(Random random) {
      return switch (random.nextInt(3)) {
        case 0 -> "GET /index.html 200";
        case 1 -> "user logged in";
        default -> "disk 93% full";
      };
    }

    @Override
    Object odd(Random random) {
      return oddText(random);
    }

    @Override
    boolean comesBack(Object value, Object decoded) {
      return value.equals(decoded);
    }
  }

  @Nested
  class Bool extends FieldEncodingContract {

    @Override
    FieldType type() {
      return new FieldType.Bool();
    }

    @Override
    Object usual(Random random) {
      return random.nextInt(3) > 0;
    }

    @Override
    Object odd(Random random) {
      return random.nextBoolean();
    }

    @Override
    boolean comesBack(Object value, Object decoded) {
      return value.equals(decoded);
    }
  }

  @Nested
  class Timestamp extends FieldEncodingContract {

    @Override
    FieldType type() {
      return new FieldType.Timestamp(TimestampFormat.EPOCH_MILLIS);
    }

    @Override
    Object usual(Random random) {
      return 1_700_000_040_000L + 60_000L * random.nextInt(100_000);
    }

    @Override
    Object odd(Random random) {
      return (long) (2e15 * (random.nextDouble() - 0.5));
    }

    @Override
    boolean comesBack(Object value, Object decoded) {
      return DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC)
          .format(Instant.ofEpochMilli((Long) value))
          .equals(decoded);
    }
  }

  @Nested
  class Vector extends FieldEncodingContract {

    @Override
    FieldType type() {
      return new FieldType.Vector(2, Scaling.of(Scaling.Method.AUTO));
    }

    @Override
    Object usual(Random random) {
      return List.of(random.nextGaussian(), Math.exp(2 * random.nextGaussian()));
    }

    @Override
    Object odd(Random random) {
      return List.of(oddNumber(random), oddNumber(random));
    }

    @Override
    boolean comesBack(Object value, Object decoded) {
      List<?> values = (List<?>) value;
      List<?> read = (List<?>) decoded;
      for (int i = 0; i < 2; i++) {
        double number = (Double) values.get(i);
        if (!near(number, (Double) read.get(i), 1e-4 + 1e-4 * Math.abs(number))) {
          return false;
        }
      }
      return read.size() == 2;
    }
  }
}
