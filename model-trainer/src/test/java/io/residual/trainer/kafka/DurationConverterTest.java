package io.residual.trainer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationConverterTest {

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "2h, PT2H", "1d, PT24H", "PT1M, PT1M"})
  void readsShortAndIsoForms(String text, Duration expected) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
  }

  @Test
  void saysHowToWriteOne() {
    assertThatThrownBy(() -> new DurationConverter().convert("30"))
        .hasMessage("'30' is not a duration; write it like 500ms, 30s, 5m or 2h");
  }
}
