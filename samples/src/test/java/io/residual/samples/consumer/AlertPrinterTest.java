package io.residual.samples.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
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
                + "severity 0.82  machine-telemetry/ab12cd  alert telemetry-0-1234",
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

  private static String inIncident(String state, int second, int count, String error) {
    return ALERT
        .replace("\"error\":12.3", "\"error\":" + error)
        .replace(
            "\"model\":",
            "\"incident\":{\"id\":\"00ff00ff00ff00ff\",\"state\":\""
                + state
                + "\",\"start\":\"2026-01-01T00:00:00Z\",\"latest\":\"2026-01-01T00:01:"
                + String.format("%02d", second)
                + "Z\",\"peak\":{\"eventTime\":\"2026-01-01T00:00:07Z\",\"error\":40,"
                + "\"severity\":0.875},\"count\":"
                + count
                + "},\"model\":");
  }

  private static String closed() {
    return inIncident("closed", 20, 34, "0.1")
        .replace("\"kind\":\"anomaly\"", "\"kind\":\"incident-closed\"")
        .replaceAll("\"explanation\":.*,\"record\"", "\"explanation\":null,\"record\"");
  }

  @Test
  void anIncidentIsShownAsItGoesOn() {
    StringWriter text = new StringWriter();
    AlertPrinter printer = new AlertPrinter(new PrintWriter(text), false);
    for (String alert :
        List.of(inIncident("opened", 0, 1, "12.3"), inIncident("updated", 10, 9, "40"), closed())) {
      printer.print(alert.getBytes(UTF_8));
    }

    String causes =
        "    temperature 91.2, expected 70.13 (too high, 83 %); "
            + "mode 'run', expected 'idle' (unexpected, 10 %); "
            + "door_open nothing, expected false (6 %)";
    assertThat(text.toString().lines())
        .containsExactly(
            "OPENED  press-3  2026-01-01T00:00:00Z for 1 min  severity 0.875  1 record, 1 alert"
                + "  machine-telemetry/ab12cd",
            causes,
            "    4.92x the threshold (error 12.3, threshold 2.5)  alert telemetry-0-1234",
            "UPDATED  press-3  2026-01-01T00:00:00Z for 1 min 10 s  severity 0.875  9 records,"
                + " 2 alerts  machine-telemetry/ab12cd",
            causes,
            "    16x the threshold (error 40, threshold 2.5)  alert telemetry-0-1234",
            "CLOSED  press-3  2026-01-01T00:00:00Z for 1 min 20 s  severity 0.875  34 records,"
                + " 2 alerts  machine-telemetry/ab12cd",
            causes,
            "    16x the threshold (error 40, threshold 2.5)  alert telemetry-0-1234");
    assertThat(printer.summary()).isEqualTo("2 alerts about 1 incident");
  }

  @Test
  void anUpdateShowsWhatIsNewAndTheEndTheWorst() {
    StringWriter text = new StringWriter();
    AlertPrinter printer = new AlertPrinter(new PrintWriter(text), false);
    String update = inIncident("updated", 10, 9, "12.3").replace("temperature", "pressure");
    for (String alert : List.of(inIncident("opened", 0, 1, "40"), update, closed())) {
      printer.print(alert.getBytes(UTF_8));
    }

    assertThat(text.toString().lines().filter(line -> line.startsWith("    ")))
        .satisfiesExactly(
            cause -> assertThat(cause).startsWith("    temperature "),
            excess -> assertThat(excess).contains("(error 40, "),
            cause -> assertThat(cause).startsWith("    pressure "),
            excess -> assertThat(excess).contains("(error 12.3, "),
            cause -> assertThat(cause).startsWith("    temperature "),
            excess -> assertThat(excess).contains("(error 40, "));
  }

  @Test
  void gatheredIncidentsAreShownOnceInTheOrderInWhichTheyBegan() {
    StringWriter text = new StringWriter();
    AlertPrinter printer = new AlertPrinter(new PrintWriter(text), false);
    for (String alert :
        List.of(
            inIncident("opened", 0, 1, "12.3"),
            inIncident("opened", 30, 2, "3").replace("00ff00ff", "11ff00ff"),
            closed(),
            "garbage")) {
      printer.gather(alert.getBytes(UTF_8));
    }
    assertThat(text.toString()).isEqualTo("(not JSON) garbage\n");

    printer.printGathered();

    assertThat(text.toString().lines().filter(line -> line.contains("press-3")))
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("CLOSED  ").contains("34 records"),
            second -> assertThat(second).startsWith("OPEN  ").contains("2 records"));
    assertThat(printer.summary()).isEqualTo("2 alerts about 2 incidents");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.25S, 250 ms",
    "PT59S, 59 s",
    "PT3M20S, 3 min 20 s",
    "PT1H, 1 h",
    "PT1H0M5S, 1 h",
    "P2DT3H4M, 2 d 3 h"
  })
  void durationsHaveTheirTwoLargestUnits(Duration duration, String expected) {
    assertThat(IncidentStory.inWords(duration)).isEqualTo(expected);
  }

  private static List<String> print(String alert, boolean colour) {
    StringWriter text = new StringWriter();
    new AlertPrinter(new PrintWriter(text), colour).print(alert.getBytes(UTF_8));
    return text.toString().lines().toList();
  }
}
