package io.residual.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.threshold.Season;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ThresholdSectionTest {

  private static ThresholdSettings read(String threshold, boolean timed) throws Exception {
    return PipelineFile.parse(
            """
            model: {name: pump}
            schema:
              %s
              fields: [{name: rpm, type: numeric}]
            threshold: {%s}
            """
                .formatted(timed ? "eventTime: /at" : "entity: /pump", threshold))
        .threshold();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyMethodBringsItsOwnDefaults(Method method) throws Exception {
    ThresholdSettings settings = read("method: " + method.name().toLowerCase(Locale.ROOT), false);

    assertThat(settings).isEqualTo(ThresholdSettings.defaults(method));
    assertThat(settings.idleMillis()).isEqualTo(Duration.ofDays(30).toMillis());
  }

  @Test
  void readsWhatOnlySomeMethodsKnow() throws Exception {
    assertThat(read("method: mad, k: 8, span: 6 h, season: hour-of-week, idle: none", true))
        .returns(8.0, ThresholdSettings::k)
        .returns(Duration.ofHours(6).toMillis(), ThresholdSettings::spanMillis)
        .returns(Season.HOUR_OF_WEEK, ThresholdSettings::season)
        .returns(null, ThresholdSettings::idleMillis);
    assertThat(read("method: dspot, depth: 128, quantile: 0.95, risk: 0.001", false))
        .returns(128, ThresholdSettings::depth)
        .returns(0.95, ThresholdSettings::quantile);
    assertThat(read("method: spot, span: 6 h, window: 64", true))
        .returns(64, ThresholdSettings::window)
        .returns(Duration.ofHours(6).toMillis(), ThresholdSettings::spanMillis);
    assertThat(read("method: sigma, k: auto", false).k()).isNull();
    assertThat(read("span: 90 d", true).idleMillis()).isEqualTo(Duration.ofDays(90).toMillis());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method: median | threshold.method",
        "k: 5 | threshold.k",
        "method: peaks, window: 63, span: 6 h | threshold.window",
        "method: spot, window: 63, span: 6 h | threshold.window",
        "method: sigma, quantile: 0.9 | threshold.quantile",
        "method: spot, depth: 64 | threshold.depth",
        "method: mad, k: 1 | threshold.k",
        "method: spot, quantile: 0.95, risk: 0.06 | threshold.risk",
        "span: 10 ms | threshold.span",
        "span: 2 h, idle: 1 h | threshold.idle",
        "season: monthly | threshold.season",
        "idle: 1 ms | threshold.idle"
      })
  void refusesWhatDoesNotFit(String threshold, String key) {
    assertThatThrownBy(() -> read(threshold, true))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(key + ": ");
  }

  @Test
  void timesNeedAnEventTime() {
    assertThatThrownBy(() -> read("span: 6 h, season: hour-of-day", false))
        .hasMessageContaining("threshold.span: is given, but the schema has no event time")
        .hasMessageContaining("threshold.season: is given, but the schema has no event time");
  }
}
