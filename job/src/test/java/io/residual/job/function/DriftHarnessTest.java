package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.ProfiledModel;
import io.residual.job.message.DriftMessage;
import io.residual.job.message.EncodedRecord;
import io.residual.job.message.RecordBatch;
import io.residual.job.message.ScoredBatch;
import io.residual.model.drift.DriftBins;
import io.residual.model.drift.DriftCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // harnesses declare close() throws Exception
class DriftHarnessTest {

  private static final DriftWindow WINDOW = DriftWindow.ofRecords(800, 0);
  private static final DriftStages DRIFT = new DriftStages(WINDOW);

  private static void score(
      OneInputStreamOperatorTestHarness<RecordBatch, ScoredBatch> harness, int from, int to)
      throws Exception {
    for (int i = from; i < to; i += 10) {
      List<EncodedRecord> records = new ArrayList<>();
      for (int j = i; j < i + 10; j++) {
        records.add(ProfiledModel.record(j, 0));
      }
      harness.processElement(new StreamRecord<>(new RecordBatch(records)));
    }
  }

  @Test
  void countsAreHandedOnAFewTimesAWindowAndLoseNoRecord() throws Exception {
    try (var harness = DRIFT.scoring(1, 0)) {
      harness.open();
      score(harness, 0, 850);

      List<DriftCounts> counts = DriftStages.handedOn(harness);
      assertThat(counts).hasSize(8).extracting(DriftCounts::records).containsOnly(100L);
    }
  }

  @Test
  void countsSurviveARestartAndRescaling() throws Exception {
    OperatorSubtaskState first;
    OperatorSubtaskState second;
    try (var one = DRIFT.scoring(2, 0);
        var two = DRIFT.scoring(2, 1)) {
      one.open();
      two.open();
      score(one, 0, 40);
      score(two, 100, 130);
      first = one.snapshot(1, 0);
      second = two.snapshot(1, 0);
    }
    OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(first, second);
    try (var harness = DRIFT.scoring(1, 0)) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 16, 2, 1, 0));
      harness.open();
      score(harness, 200, 230);

      assertThat(DriftStages.handedOn(harness))
          .extracting(DriftCounts::records)
          .containsExactly(100L);
    }
  }

  /** Of how many of the records the fields were counted, too. */
  static double shareWithFields(List<DriftCounts> parts) throws Exception {
    long records = parts.stream().mapToLong(DriftCounts::records).sum();
    long counts = parts.stream().flatMapToLong(part -> LongStream.of(part.counts())).sum();
    int fields = DriftBins.of(ProfiledModel.bundle()).names().size() - 1;
    return (counts - records) / (double) (fields * records);
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "100, 2", "100, 4", "1000, 32", "10000, 256"})
  void ofOneRecordInFourTheFieldsAreCountedHoweverSmallTheParts(int window, int parallelism)
      throws Exception {
    List<DriftCounts> parts = new ArrayList<>();
    DriftTallies tallies =
        new DriftTallies(ProfiledModel.bundle(), DriftWindow.ofRecords(window, 0), parallelism);
    for (int i = 0; i < 8000; i++) {
      EncodedRecord record = ProfiledModel.record(i, 0);
      tallies.count(record.features(), 0, 0.5, record.eventTimeMillis());
      parts.addAll(tallies.handOver());
    }
    assertThat(shareWithFields(parts)).isBetween(0.22, 0.28);
  }

  @Test
  void aSubtaskThatOftenRestartsDoesNotAlwaysChooseTheSameFew() throws Exception {
    List<DriftCounts> parts = new ArrayList<>();
    for (int restart = 0; restart < 400; restart++) {
      DriftTallies tallies = new DriftTallies(ProfiledModel.bundle(), WINDOW, 1);
      for (int i = 5 * restart; i < 5 * (restart + 1); i++) {
        tallies.count(ProfiledModel.record(i, 0).features(), 0, 0.5, 1000L * i);
      }
      parts.addAll(tallies.soFar());
    }
    assertThat(shareWithFields(parts)).isBetween(0.2, 0.3);
  }

  private static List<DriftCounts> parts(double shift) throws Exception {
    List<DriftCounts> parts = new ArrayList<>();
    DriftTallies tallies = new DriftTallies(ProfiledModel.bundle(), WINDOW, 1);
    for (int i = 0; i < 800; i++) {
      EncodedRecord record = ProfiledModel.record(i + 5000, shift);
      tallies.count(record.features(), 0, 0.5 + i / 800.0, record.eventTimeMillis());
      parts.addAll(tallies.handOver());
    }
    return parts;
  }

  @Test
  void aDriftedFieldMakesRetrainingDueOnceAndIsNamed() throws Exception {
    try (var harness = DRIFT.judging()) {
      harness.open();
      for (double shift : new double[] {0, 3, 3, 0, 0}) {
        for (DriftCounts part : parts(shift)) {
          harness.processElement(new StreamRecord<>(part));
        }
      }

      List<DriftMessage> news = harness.extractOutputValues();
      assertThat(news)
          .extracting(DriftMessage::kind)
          .containsExactly("retraining-due", "drift-over");
      assertThat(new String(news.get(0).json(), UTF_8))
          .contains("\"field\":\"temperature\"", "\"level\":\"much\"")
          .doesNotContain("rpm");
      assertThat(news.get(0).model()).isEqualTo("presses");
    }
  }

  @Test
  void aRestartInTheMiddleOfAWindowChangesNothing() throws Exception {
    List<DriftCounts> parts = new ArrayList<>(parts(0));
    parts.addAll(parts(3));
    parts.addAll(parts(0));
    List<String> whole = DRIFT.told(parts).stream().map(DriftMessage::id).toList();
    assertThat(whole).hasSize(2);
    for (int cut = 0; cut <= parts.size(); cut += 3) {
      assertThat(DRIFT.toldWithRestart(parts, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void aBundleWithoutAProfileIsRefused() throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new DriftFunction(Models.source(), WINDOW)), 1, 1, 0)) {
      assertThatThrownBy(harness::open).hasMessageContaining("profile");
    }
  }
}
