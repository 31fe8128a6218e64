package io.residual.model.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampFormatTest {

  @ParameterizedTest
  @CsvSource({
    "iso-8601, 2020-03-01T15:44:06Z, 2020-03-01T15:44:06Z",
    "iso-8601, 2020-03-01T15:44:06.123456Z, 2020-03-01T15:44:06.123Z",
    "iso-8601, 2020-03-01T15:44:06+02:00, 2020-03-01T13:44:06Z",
    "iso-8601, 2020-03-01T15:44:06, 2020-03-01T15:44:06Z",
    "iso-8601, 2020-03-01 15:44:06, 2020-03-01T15:44:06Z",
    "iso-8601, 2020-03-01, 2020-03-01T00:00:00Z",
    "epoch-millis, 1583077446000, 2020-03-01T15:44:06Z",
    "epoch-seconds, 1583077446.5, 2020-03-01T15:44:06.500Z",
    "dd.MM.yyyy HH:mm, 01.03.2020 15:44, 2020-03-01T15:44:00Z",
    "dd.MM.yyyy, 01.03.2020, 2020-03-01T00:00:00Z"
  })
  void readsTimesInEveryFormat(String format, String text, Instant expected) {
    assertThat(TimestampFormat.of(format).parse(text)).isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "2020-13-01", "T", "2020-03-01T", "+999999999-01-01T00:00:00", "٣"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> TimestampFormat.ISO_8601.parse(text))
        .isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> TimestampFormat.EPOCH_MILLIS.parse("x" + text))
        .isInstanceOf(DateTimeException.class);
  }

  @Test
  void refusesNumbersThatAreNoTime() {
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300, -1e16}) {
      assertThatThrownBy(() -> TimestampFormat.EPOCH_MILLIS.fromNumber(number))
          .isInstanceOf(DateTimeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iso-8601",
        "epoch-millis",
        "yyyy-MM-dd",
        "dd.MM.yy",
        "yyyyMMddHHmmssSSS",
        "yyyy-DDD HH",
        "YYYY-'W'ww-e",
        "dd/MMM/yyyy:HH:mm:ss Z",
        "yyyy-MM-dd'T'HH:mm:ss[.SSSSSS][XXX]",
        "yyyy-MM-dd hh:mm a",
        "yyyy-MM-dd HH:mm:ss VV",
        "EEE MMM d HH:mm:ss zzz yyyy"
      })
  void formatsThatGiveADateAreReadable(String format) {
    TimestampFormat.of(format).requireReadable();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "YYYY-qq",
        "yyyy-MM",
        "YYYY-MM-dd",
        "HH:mm",
        "'x'",
        "yyyy-MM-dd hh:mm",
        "yyyy-MM-dd mm"
      })
  void formatsThatLoseThePointInTimeAreNot(String format) {
    assertThatThrownBy(() -> TimestampFormat.of(format).requireReadable())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
