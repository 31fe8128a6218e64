package io.residual.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.residual.model.policy.AlertSettings;
import io.residual.model.policy.CoolDown;
import io.residual.model.policy.FieldRule;
import io.residual.model.policy.QuietTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsSectionTest {

  private static final String PIPELINE =
      """
      model: {name: presses}
      schema:
        entity: /machine
        fields:
          - {name: temperature, type: numeric}
          - {name: "axis{1..3}", type: numeric}
          - {name: mode, type: categorical}
      """;

  private static AlertSettings alerts(String section) throws InvalidConfigException {
    return PipelineFile.parse(PIPELINE + section).alerts();
  }

  private static List<String> faults(String section) {
    return catchThrowableOfType(InvalidConfigException.class, () -> alerts(section))
        .faults()
        .stream()
        .map(ConfigFault::toString)
        .toList();
  }

  @Test
  void recordsOfEntitiesMakeIncidentsUnlessToldOtherwise() throws InvalidConfigException {
    assertThat(alerts("")).isEqualTo(AlertSettings.SERIES);
    assertThat(PipelineFile.parse(PIPELINE.replace("  entity: /machine\n", "")).alerts())
        .isEqualTo(AlertSettings.INDEPENDENT);
    assertThat(
            PipelineFile.parse(
                    PIPELINE.replace("  entity: /machine\n", "") + "sequence: {length: auto}")
                .alerts())
        .isEqualTo(AlertSettings.SERIES);
  }

  @Test
  void readsAllSettings() throws InvalidConfigException {
    AlertSettings settings =
        alerts(
            """
            alerts:
              coolDown: 20 min
              clear: 0.9
              worse: none
              newCause: false
              minSeverity: 0.5
              fields: {temperature: high 0.5, "axis{1..3}": 2}
              quietTimes: ["sat,sun 22:00-06:00 Europe/Berlin", "12:00-12:30"]
              remind: 8 h
            """);

    assertThat(settings)
        .isEqualTo(
            new AlertSettings(
                CoolDown.of("1200000 ms"),
                0.9,
                null,
                false,
                0.5,
                Map.of(
                    "temperature",
                    FieldRule.of("high 0.5"),
                    "axis1",
                    FieldRule.of("2"),
                    "axis2",
                    FieldRule.of("2"),
                    "axis3",
                    FieldRule.of("2")),
                List.of(
                    QuietTime.of("sat,sun 22:00-06:00 Europe/Berlin"), QuietTime.of("12:00-12:30")),
                8 * 3_600_000L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coolDown: 5 | alerts.coolDown",
        "remind: 10 ms | alerts.remind",
        "remind: 800 d | alerts.remind",
        "remind: now | alerts.remind",
        "coolDown: 0 records | alerts.coolDown",
        "coolDown: 4000 d | alerts.coolDown",
        "clear: 0 | alerts.clear",
        "worse: 1 | alerts.worse",
        "newCause: perhaps | alerts.newCause",
        "minSeverity: 2 | alerts.minSeverity",
        "fields: {temprature: high} | did you mean 'temperature'",
        "fields: {mode: high} | is not numeric",
        "fields: {temperature: up} | alerts.fields.temperature",
        "fields: {temperature: high -3} | 'high -3' is no rule; write high, low",
        "'fields: {axis1: high, \"axis{1..2}\": low}' | second rule",
        "quietTimes: 22:00-06:00 | write a list",
        "quietTimes: [whenever] | alerts.quietTimes[0]",
        "'quietTimes: [\"00:00-24:00\"]' | no alert would ever be raised",
        "'coolDown: none, worse: 3' | without a cool-down",
        "coolDwn: none | did you mean 'coolDown'"
      })
  void refusesWhatCannotBe(String settings, String fault) {
    assertThat(faults("alerts: {" + settings + "}")).singleElement().asString().contains(fault);
  }

  @Test
  void reportsAllFaultsAtOnce() {
    assertThat(faults("alerts: {clear: 2, worse: 0, fields: {mode: low}}")).hasSize(3);
  }
}
