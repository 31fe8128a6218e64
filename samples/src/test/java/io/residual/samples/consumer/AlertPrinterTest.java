package io.residual.samples.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertPrinterTest {

  private static final String ALERT =
      """
      {"id":"telemetry-0-1234","kind":"anomaly","eventTime":"2026-01-01T00:00:00Z",\
      "entity":"press-3","error":12.3,"threshold":2.5,"severity":0.82,\
      "model":{"name":"machine-telemetry","version":"ab12cd"},\
      "explanation":{"method":"error-shares","fields":[\
      {"field":"temperature","value":91.2,"expected":70.13,"share":0.83,"direction":"high"},\
      {"field":"mode","value":"run","expected":"idle","share":0.1,"direction":"unexpected"},\
      {"field":"door_open","value":null,"expected":false,"share":0.06,"direction":null},\
      {"field":"flow","value":1,"expected":2,"share":0.01,"direction":"low"}]},\
      "record":{"temperature":91.2},\
      "source":{"topic":"telemetry","partition":0,"offset":1234,\
      "timestamp":"2026-01-01T00:00:00Z"}}""";

  @Test
  void printsWhenWhoHowFarAndWhy() {
    assertThat(print(ALERT, false))
        .containsExactly(
            "2026-01-01T00:00:00Z  press-3  4.92x the threshold (error 12.3, threshold 2.5)  "
                + "severity 0.82  machine-telemetry/ab12cd",
            "    temperature 91.2, expected 70.13 (too high, 83 %); "
                + "mode 'run', expected 'idle' (unexpected, 10 %); "
                + "door_open nothing, expected false (6 %)");
  }

  @Test
  void coloursOnlyWhenAsked() {
    assertThat(print(ALERT, true)).allMatch(line -> line.contains("\u001b[1m"));
    assertThat(print(ALERT, true).get(0)).contains("\u001b[31m4.92x");
    assertThat(print(ALERT.replace("0.82", "0.2"), true).get(0)).contains("\u001b[33m4.92x");
    assertThat(print(ALERT, false)).noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void printsModelFaultAndWhatIsNotKnown() {
    assertThat(
            print(
                """
                {"kind":"model-fault","eventTime":null,"entity":null,"error":null,\
                "threshold":null,"severity":1,"model":{"name":"m","version":"1"},\
                "explanation":null}""",
                false))
        .containsExactly("no event time  no entity  MODEL-FAULT  severity 1  m/1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"anomaly\"}",
        "{\"kind\":\"anomaly\",\"error\":\"x\",\"threshold\":[],\"explanation\":{\"fields\":[1,{}]}}",
        "{\"kind\":\"anomaly\",\"error\":1e400,\"threshold\":0,\"severity\":\"high\",\"model\":3}",
        "{\"kind\":\"anomaly\",\"error\":1,\"threshold\":2,\"explanation\":{\"fields\":{\"a\":1}}}"
      })
  void printsIncompleteAlertAsFarAsItGoes(String alert) {
    assertThat(print(alert, false)).first().asString().startsWith("no event time  no entity  ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | (not JSON) not json",
        "[1] | (not an alert) [1]",
        "{\"a\":1} | (not an alert) {\"a\":1}",
        "'' | '(not an alert) '"
      })
  void printsAnythingElseAsItIs(String message, String expected) {
    assertThat(print(message, false)).containsExactly(expected);
  }

  @Test
  void keepsControlCharactersFromTheTerminal() {
    String hostile = ALERT.replace("press-3", "\\u001b[2Jpress\\u0007\\u202e");
    assertThat(print(hostile, false).get(0)).contains("?[2Jpress??");
    assertThat(print("\u001b[2J\r\nx", false)).containsExactly("(not JSON) ?[2J??x");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.0, 0",
    "70.13, 70.13",
    "70.1349, 70.13",
    "1234.567, 1235",
    "12345678.9, 12345679",
    "1200, 1200",
    "1E+3, 1000",
    "0.00012345, 0.0001234",
    "-3.0, -3",
    "9.99999, 10",
    "1e300, 1.000e+300",
    "1e-30, 1.000e-30"
  })
  void numbersHaveFourDigitsOrAllBeforeThePoint(BigDecimal value, String expected) {
    assertThat(Quantity.number(value)).isEqualTo(expected);
  }

  private static List<String> print(String alert, boolean colour) {
    StringWriter text = new StringWriter();
    new AlertPrinter(new PrintWriter(text), colour).print(alert.getBytes(UTF_8));
    return text.toString().lines().toList();
  }
}
