package io.residual.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietTimeTest {

  @ParameterizedTest
  @CsvSource({
    // A Saturday; Berlin is an hour ahead of UTC in winter.
    "sat 22:00-06:00 Europe/Berlin, 2026-01-10T20:59:59Z, false",
    "sat 22:00-06:00 Europe/Berlin, 2026-01-10T21:00:00Z, true",
    "sat 22:00-06:00 Europe/Berlin, 2026-01-11T04:59:59Z, true",
    "sat 22:00-06:00 Europe/Berlin, 2026-01-11T05:00:00Z, false",
    "sat 22:00-06:00 Europe/Berlin, 2026-01-11T21:00:00Z, false",
    "mon-fri 09:00-17:00, 2026-01-12T09:00:00Z, true",
    "mon-fri 09:00-17:00, 2026-01-11T09:00:00Z, false",
    "fri-mon 00:00-24:00, 2026-01-11T12:00:00Z, true",
    "fri-mon 00:00-24:00, 2026-01-13T00:00:00Z, false",
    "02:30-02:45, 2026-07-01T02:40:00Z, true"
  })
  void containsTheTimesOfItsWeek(String text, Instant moment, boolean quiet) {
    assertThat(QuietTime.of(text).contains(moment)).isEqualTo(quiet);
  }

  @Test
  void followsTheClocksOfItsZone() {
    QuietTime night = QuietTime.of("02:00-03:00 Europe/Berlin");

    // On 2026-03-29 the clocks go from 02:00 to 03:00; on 2026-10-25 from 03:00 back to 02:00.
    assertThat(night.contains(Instant.parse("2026-03-29T00:59:59Z"))).isFalse();
    assertThat(night.contains(Instant.parse("2026-03-29T01:00:00Z"))).isFalse();
    assertThat(night.contains(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-10-25T01:30:00Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-10-25T02:00:00Z"))).isFalse();
  }

  @Test
  void takesAnyMoment() {
    QuietTime always = QuietTime.of("00:00-24:00");

    assertThat(always.contains(Instant.ofEpochMilli(Long.MAX_VALUE))).isTrue();
    assertThat(always.contains(Instant.ofEpochMilli(Long.MIN_VALUE))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "sat", "22-06", "25:00-26:00", "so 22:00-06:00", "mon 22:00-06:00 Mars/Base"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> QuietTime.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isReadAsItIsWritten() {
    QuietTime time = QuietTime.of("sun,sat 22:00-06:30 Europe/Berlin");

    assertThat(time).hasToString("sat,sun 22:00-06:30 Europe/Berlin");
    assertThat(QuietTime.of(time.toString())).isEqualTo(time);
  }

  @Test
  void knowsWhetherTimesCoverTheWeek() {
    assertThat(QuietTime.coverAll(List.of())).isFalse();
    assertThat(QuietTime.coverAll(List.of(QuietTime.of("00:00-24:00")))).isTrue();
    assertThat(QuietTime.coverAll(List.of(QuietTime.of("00:00-23:59")))).isFalse();
    assertThat(
            QuietTime.coverAll(
                List.of(QuietTime.of("mon-fri 00:00-24:00"), QuietTime.of("sat,sun 00:00-00:00"))))
        .isTrue();
  }
}
