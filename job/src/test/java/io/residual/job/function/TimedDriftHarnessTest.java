package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.ProfiledModel;
import io.residual.job.message.DriftMessage;
import io.residual.job.message.EncodedRecord;
import io.residual.job.message.RecordBatch;
import io.residual.job.message.ScoredBatch;
import io.residual.model.drift.DriftCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Drift over windows of a minute of event time. */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class TimedDriftHarnessTest {

  private static final long MINUTE = 60_000;
  private static final DriftWindow WINDOW = DriftWindow.ofTime(MINUTE);
  private static final DriftStages DRIFT = new DriftStages(WINDOW);

  private static EncodedRecord record(int number, double shift, long millis) {
    EncodedRecord record = ProfiledModel.record(number, shift);
    return new EncodedRecord(
        record.origin(), record.entity(), millis, record.json(), record.features());
  }

  /** Two batches of ten records a second. */
  private static void score(
      OneInputStreamOperatorTestHarness<RecordBatch, ScoredBatch> harness,
      double shift,
      long from,
      long to)
      throws Exception {
    for (long millis = from; millis < to; millis += 500) {
      List<EncodedRecord> records = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        records.add(record((int) (millis / 50) + i, shift, millis));
      }
      harness.processElement(new StreamRecord<>(new RecordBatch(records)));
    }
  }

  private static NavigableMap<Long, Long> byWindow(List<DriftCounts> parts) {
    NavigableMap<Long, Long> records = new TreeMap<>();
    for (DriftCounts part : parts) {
      assertThat(Math.floorDiv(part.lastMillis(), MINUTE))
          .as("one window")
          .isEqualTo(Math.floorDiv(part.firstMillis(), MINUTE));
      records.merge(Math.floorDiv(part.firstMillis(), MINUTE), part.records(), Long::sum);
    }
    return records;
  }

  @Test
  void everyWindowIsHandedOnWholeInAFewParts() throws Exception {
    try (var harness = DRIFT.scoring(1, 0)) {
      harness.open();
      score(harness, 0, 0, 10 * MINUTE);
      List<DriftCounts> parts = DriftStages.handedOn(harness);

      assertThat(parts).hasSizeLessThanOrEqualTo(130);
      NavigableMap<Long, Long> records = byWindow(parts);
      assertThat(records.pollLastEntry().getKey()).isEqualTo(9);
      assertThat(records).hasSize(9).allSatisfy((window, n) -> assertThat(n).isEqualTo(1200));
    }
  }

  @Test
  void recordsThatAreLateOrYearsAheadCountInTheirOwnWindow() throws Exception {
    try (var harness = DRIFT.scoring(1, 0)) {
      harness.open();
      for (int i = 0; i < 3000; i++) {
        long millis = 100L * i - (i % 10 == 0 ? 20_000 : 0);
        millis = i % 100 == 50 ? Long.MAX_VALUE - i : millis;
        harness.processElement(
            new StreamRecord<>(new RecordBatch(List.of(record(i, 0, Math.max(0, millis))))));
      }
      OperatorSubtaskState rest = harness.snapshot(1, 0);
      NavigableMap<Long, Long> records = byWindow(DriftStages.handedOn(harness));
      assertThat(records.lastKey()).isGreaterThan(Long.MAX_VALUE / MINUTE - 2);
      try (var restored = DRIFT.scoring(1, 0)) {
        restored.initializeState(rest);
        restored.open();
        // Batches of another time bring to light what was kept.
        score(restored, 0, 50 * MINUTE, 51 * MINUTE);
        byWindow(DriftStages.handedOn(restored))
            .forEach((window, n) -> records.merge(window, n, Long::sum));
      }
      records.remove(50L);
      assertThat(records.values().stream().mapToLong(n -> n).sum()).isEqualTo(3000);
      assertThat(records.get(1L)).as("of 6 a second but for 1 in 100").isBetween(590L, 600L);
    }
  }

  @Test
  void moreWrongClocksThanAreCountedAtOnceLoseNoRecordAndLeaveTheTrueHourWhole() throws Exception {
    DriftTallies tallies = new DriftTallies(ProfiledModel.bundle(), WINDOW, 1);
    List<DriftCounts> parts = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      // Of two hundred records, forty are of clocks that are days ahead or behind; they come first.
      int clock = i % 200 < 40 ? i % 200 - 20 : 0;
      long millis = 100 * MINUTE + 60L * (i / 200 * 200L) + clock * 1440L * MINUTE;
      EncodedRecord record = record(i, 0, millis);
      tallies.count(record.features(), 0, 0.5, millis);
      if (i % 200 == 199) {
        parts.addAll(tallies.handOver());
      }
    }
    NavigableMap<Long, Long> handedOn = byWindow(parts);
    assertThat(handedOn.subMap(100L, 119L))
        .hasSize(19)
        .allSatisfy((minute, records) -> assertThat(records).isBetween(600L, 1000L));
    parts.addAll(tallies.soFar().stream().filter(rest -> rest.records() > 0).toList());
    assertThat(byWindow(parts).values().stream().mapToLong(n -> n).sum()).isEqualTo(20_000);
  }

  @Test
  void twoClocksTakingTurnsHaveAFourthOfTheirFieldsCounted() throws Exception {
    DriftTallies tallies = new DriftTallies(ProfiledModel.bundle(), WINDOW, 1);
    List<DriftCounts> parts = new ArrayList<>();
    for (int i = 0; i < 8000; i++) {
      long millis = 50L * i + (i % 2) * 1440L * MINUTE;
      tallies.count(record(i, 0, millis).features(), 0, 0.5, millis);
      parts.addAll(tallies.handOver());
    }
    assertThat(parts).as("not one a record").hasSizeLessThan(200);
    assertThat(DriftHarnessTest.shareWithFields(parts)).isBetween(0.22, 0.28);
  }

  @Test
  void countsSurviveARestartAndRescaling() throws Exception {
    OperatorSubtaskState first;
    OperatorSubtaskState second;
    List<DriftCounts> parts = new ArrayList<>();
    try (var one = DRIFT.scoring(2, 0);
        var two = DRIFT.scoring(2, 1)) {
      one.open();
      two.open();
      score(one, 0, 0, 90_000);
      score(two, 0, 0, 150_000);
      first = one.snapshot(1, 0);
      second = two.snapshot(1, 0);
      parts.addAll(DriftStages.handedOn(one));
      parts.addAll(DriftStages.handedOn(two));
    }
    OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(first, second);
    try (var harness = DRIFT.scoring(1, 0)) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 16, 2, 1, 0));
      harness.open();
      score(harness, 0, 10 * MINUTE, 11 * MINUTE);
      parts.addAll(DriftStages.handedOn(harness));
    }
    NavigableMap<Long, Long> records = byWindow(parts);
    records.remove(10L);
    assertThat(records)
        .containsExactly(Map.entry(0L, 2400L), Map.entry(1L, 600L + 1200L), Map.entry(2L, 600L));
  }

  /** Minutes of 1,200 records each whose errors are those of the calibration. */
  private static List<DriftCounts> parts() throws Exception {
    List<DriftCounts> parts = new ArrayList<>();
    DriftTallies tallies = new DriftTallies(ProfiledModel.bundle(), WINDOW, 1);
    // A day without a record after the fourth minute.
    for (long minute : new long[] {0, 1, 2, 3, 1440, 1441, 1442}) {
      for (int i = 0; i < 1200; i++) {
        long millis = minute * MINUTE + 50L * i;
        EncodedRecord record =
            record(i + 1200 * (int) minute, minute == 2 || minute == 3 ? 3 : 0, millis);
        tallies.count(record.features(), 0, 0.5 + i / 1200.0, millis);
        parts.addAll(tallies.handOver());
      }
    }
    return parts;
  }

  @Test
  void aRestartInTheMiddleOfAWindowChangesNothing() throws Exception {
    List<DriftCounts> parts = parts();
    List<DriftMessage> whole = DRIFT.told(parts);
    assertThat(whole)
        .extracting(DriftMessage::kind)
        .containsExactly("retraining-due", "drift-over");
    assertThat(whole.get(0).eventTimeMillis()).isBetween(2 * MINUTE, 3 * MINUTE);
    assertThat(whole.get(1).eventTimeMillis()).isBetween(1440 * MINUTE, 1441 * MINUTE);
    for (int cut = 0; cut <= parts.size(); cut += 4) {
      assertThat(DRIFT.toldWithRestart(parts, cut))
          .as("cut at %d", cut)
          .isEqualTo(whole.stream().map(DriftMessage::id).toList());
    }
  }
}
