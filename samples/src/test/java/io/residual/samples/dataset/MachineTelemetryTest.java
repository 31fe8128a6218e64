package io.residual.samples.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTelemetryTest {

  private static final TelemetrySettings SHORT =
      TelemetrySettings.defaults()
          .withTraining(Duration.ofMinutes(30))
          .withLive(Duration.ofMinutes(20));

  @Test
  void sameSeedGivesTheSameStreamByteForByte() {
    MachineTelemetry telemetry = MachineTelemetry.of(SHORT.withSeed(7));
    assertThat(telemetry.live().toList())
        .isEqualTo(MachineTelemetry.of(SHORT.withSeed(7)).live().toList())
        .isNotEqualTo(MachineTelemetry.of(SHORT.withSeed(8)).live().toList());
    assertThat(telemetry.training().toList()).isEqualTo(telemetry.training().toList());
  }

  @Test
  void sendsFlatJsonWithoutTheLabel() {
    LabelledRecord first = MachineTelemetry.of(SHORT).training().findFirst().orElseThrow();
    JsonNode tree = TelemetryRows.tree(first);
    assertThat(tree.fieldNames())
        .toIterable()
        .containsExactly(
            "time",
            "machine",
            "mode",
            "door_open",
            "rpm",
            "current",
            "power",
            "vibration",
            "temperature",
            "oil_temperature",
            "pressure",
            "flow");
    assertThat(tree.get("machine").asText()).isEqualTo("press-1").isEqualTo(first.entity());
    assertThat(Instant.parse(tree.get("time").asText()))
        .isEqualTo(first.eventTime())
        .isEqualTo(SHORT.start());
  }

  @Test
  void trainingPartIsAllNormalAndOfTheStatedSize() {
    List<LabelledRecord> training =
        MachineTelemetry.of(TelemetrySettings.defaults()).training().toList();
    assertThat(training).hasSize(21_600);
    assertThat(training).allMatch(record -> record.label().equals(Label.NORMAL));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyFaultKindOccursInTheDefaultStream(long seed) {
    Set<String> kinds =
        MachineTelemetry.of(TelemetrySettings.defaults().withSeed(seed))
            .live()
            .map(LabelledRecord::label)
            .filter(Label::isAnomaly)
            .map(Label::kind)
            .collect(Collectors.toSet());
    assertThat(kinds)
        .isEqualTo(Stream.of(FaultKind.values()).map(FaultKind::id).collect(Collectors.toSet()));
  }

  @Test
  void everyIncidentIsOfOneKindAndSensorAndHoldsAnAnomaly() {
    Map<Integer, List<Label>> incidents =
        MachineTelemetry.of(TelemetrySettings.defaults())
            .live()
            .map(LabelledRecord::label)
            .filter(label -> label.incident() > 0)
            .collect(Collectors.groupingBy(Label::incident));
    assertThat(incidents).hasSizeGreaterThan(15);
    assertThat(incidents.values())
        .allSatisfy(
            labels -> {
              assertThat(labels.stream().map(Label::kind).distinct()).hasSize(1);
              assertThat(labels.stream().map(Label::field).distinct()).hasSize(1);
              assertThat(labels).anyMatch(Label::isAnomaly);
            });
  }

  @Test
  void eventTimeOfEachMachineIsStrictlyIncreasingFromTrainingToLive() {
    MachineTelemetry telemetry = MachineTelemetry.of(SHORT.withMachines(3));
    Map<String, Instant> last = new HashMap<>();
    Stream.concat(telemetry.training(), telemetry.live())
        .forEach(
            record -> {
              Instant before = last.put(record.entity(), record.eventTime());
              if (before != null) {
                assertThat(record.eventTime()).isEqualTo(before.plusSeconds(1));
              }
            });
    assertThat(last.keySet()).containsExactlyInAnyOrder("press-1", "press-2", "press-3");
  }

  @Test
  void brokenCorrelationLeavesEveryValueWithinItsTrainingRange() {
    for (long seed = 1; seed <= 40; seed++) {
      MachineTelemetry telemetry =
          MachineTelemetry.of(TelemetrySettings.defaults().withMachines(2).withSeed(seed));
      double[] lowest = new double[TelemetryRows.FIELDS.length];
      double[] highest = new double[TelemetryRows.FIELDS.length];
      Arrays.fill(lowest, Double.POSITIVE_INFINITY);
      Arrays.fill(highest, Double.NEGATIVE_INFINITY);
      telemetry
          .training()
          .map(TelemetryRows::sensors)
          .forEach(
              row -> {
                for (int index = 0; index < row.length; index++) {
                  lowest[index] = Math.min(lowest[index], row[index]);
                  highest[index] = Math.max(highest[index], row[index]);
                }
              });
      List<double[]> broken =
          telemetry
              .live()
              .filter(record -> record.label().kind().equals("broken-correlation"))
              .map(TelemetryRows::sensors)
              .toList();
      assertThat(broken).as("seed %d", seed).isNotEmpty();
      for (double[] row : broken) {
        for (int index = 0; index < row.length; index++) {
          assertThat(row[index])
              .as("seed %d, %s", seed, TelemetryRows.FIELDS[index])
              .isBetween(lowest[index], highest[index]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void singleRecordTellsFaultyFromNormalForEveryKind(long seed) {
    MachineTelemetry telemetry = MachineTelemetry.of(TelemetrySettings.defaults().withSeed(seed));
    RegressionOracle oracle =
        new RegressionOracle(telemetry.training().map(TelemetryRows::sensors).toList());
    List<LabelledRecord> live = telemetry.live().toList();
    double[] normal = scores(oracle, live, label -> label.equals(Label.NORMAL));
    for (FaultKind kind : FaultKind.values()) {
      double[] faulty =
          scores(oracle, live, label -> label.isAnomaly() && label.kind().equals(kind.id()));
      assertThat(auroc(normal, faulty)).as("%s, seed %d", kind, seed).isGreaterThan(0.95);
    }
  }

  @Test
  void refusesSizesThatMakeNoStream() {
    assertThatThrownBy(() -> TelemetrySettings.defaults().withMachines(0))
        .hasMessage("machines is 0; give at least 1");
    assertThatThrownBy(() -> TelemetrySettings.defaults().withLive(Duration.ZERO))
        .hasMessage("live is PT0S; give more than zero");
  }

  private static double[] scores(
      RegressionOracle oracle, List<LabelledRecord> records, Predicate<Label> chosen) {
    return records.stream()
        .filter(record -> chosen.test(record.label()))
        .map(TelemetryRows::sensors)
        .mapToDouble(oracle::score)
        .sorted()
        .toArray();
  }

  /** The chance that a faulty record scores higher than a normal one; both arrays sorted. */
  private static double auroc(double[] normal, double[] faulty) {
    double below = 0;
    for (double score : faulty) {
      int position = Arrays.binarySearch(normal, score);
      below += position < 0 ? -position - 1 : position;
    }
    return below / normal.length / faulty.length;
  }
}
