package io.residual.model.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows of an hour. */
class TimedDriftMonitorTest {

  private static final long MODEL = 7;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private static final long YEAR_9999 = 253_402_200_000_000L;

  private static Manifest manifest;
  private static DriftBins bins;

  private final TimedDriftMonitor monitor =
      new TimedDriftMonitor(new DriftMonitor(bins, MODEL, 1, 0), HOUR);
  private List<DriftState> states = List.of(new DriftMonitor(bins, MODEL, 1, 0).initial());
  private final List<DriftReport> reports = new ArrayList<>();
  private final Random random = new Random(11);

  @BeforeAll
  static void read() throws Exception {
    try (InputStream in =
        TimedDriftMonitorTest.class.getResourceAsStream("/golden/format-1.residual")) {
      ModelBundle bundle = BundleReader.read(in.readAllBytes());
      manifest = bundle.manifest();
      bins = DriftBins.of(bundle);
    }
  }

  /** In parts of 100, about as subtasks hand them on. */
  private void add(int records, double factor, long fromMillis) {
    for (int rest = records; rest > 0; rest -= 100) {
      addPart(Math.min(rest, 100), factor, fromMillis);
    }
  }

  private void addPart(int records, double factor, long fromMillis) {
    long[] counts = new long[bins.size()];
    float[] row = new float[manifest.width()];
    for (int i = 0; i < records; i++) {
      double error = manifest.calibration().quantile(random.nextDouble());
      bins.count(row, 0, factor * error, i, counts);
    }
    TimedDriftMonitor.Step step =
        monitor.add(
            states, new DriftCounts(MODEL, records, fromMillis, fromMillis + MINUTE, counts));
    states = step.next();
    reports.addAll(step.reports());
  }

  private List<Long> hours() {
    return reports.stream().map(report -> Math.floorDiv(report.firstMillis(), HOUR)).toList();
  }

  @Test
  void aWindowIsAnHourWhateverComesInIt() {
    add(200, 1, 0);
    add(2000, 1, 50 * MINUTE);
    add(300, 1, HOUR);
    assertThat(reports).as("an eighth of an hour for those that are late").isEmpty();
    add(300, 1, HOUR + 10 * MINUTE);
    assertThat(reports).extracting(DriftReport::records).containsExactly(2200L);
    add(150, 1, 5 * HOUR + 30 * MINUTE);
    assertThat(hours()).as("hours without a record are not told of").containsExactly(0L, 1L);
  }

  @Test
  void subtasksThatAreNotEquallyFastShareAWindow() {
    add(500, 1, 20 * MINUTE);
    add(100, 1, HOUR + MINUTE);
    add(400, 1, 55 * MINUTE);
    add(200, 1, HOUR + 9 * MINUTE);

    assertThat(reports).extracting(DriftReport::records).containsExactly(900L);
  }

  @Test
  void whatComesTooLateIsComparedByItselfIfItIsEnough() {
    add(500, 1, 20 * MINUTE);
    add(200, 1, HOUR + 30 * MINUTE);
    assertThat(reports).extracting(DriftReport::records).containsExactly(500L);
    add(99, 1, 40 * MINUTE);
    add(200, 1, HOUR + 40 * MINUTE);
    assertThat(reports).extracting(DriftReport::records).containsExactly(500L);
    add(100, 1, 45 * MINUTE);
    add(200, 1, HOUR + 50 * MINUTE);
    assertThat(reports).extracting(DriftReport::records).containsExactly(500L, 100L);
  }

  @Test
  void aClockYearsAheadOrBehindNeitherEndsAWindowNorIsOne() {
    for (int minute = 0; minute < 60; minute++) {
      add(10, 1, minute * MINUTE);
      add(1, 1, minute % 2 == 0 ? Long.MAX_VALUE - MINUTE - minute : Long.MIN_VALUE + minute);
    }
    assertThat(reports).isEmpty();
    add(200, 1, 2 * HOUR);
    assertThat(reports).extracting(DriftReport::records).containsExactly(600L);
  }

  @Test
  void aClockThatIsStuckYearsAheadEndsNoWindowHoweverManyRecordsItHas() {
    add(5000, 1, YEAR_9999);
    for (int i = 0; i < 12 * 60; i++) {
      add(60, 1, i * MINUTE);
      add(i % 5 == 0 ? 1 : 0, 1, YEAR_9999);
      if (i % 60 == 40) {
        addPart(1000, 1, YEAR_9999 + i);
      }
    }
    assertThat(hours()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(reports).extracting(DriftReport::records).containsOnly(3600L);
  }

  @Test
  void aThirdOfAllClocksEndsNoWindow() {
    for (int i = 0; i < 6 * 36; i++) {
      long now = i * HOUR / 36;
      addPart(99, 1, now);
      for (int clock = 1; clock <= 10; clock++) {
        addPart(5, 1, now + (clock < 4 ? clock - 4 : clock) * 24L * HOUR);
      }
    }
    // The clocks furthest ahead have hours of their own, with records enough.
    assertThat(reports)
        .filteredOn(report -> report.firstMillis() >= 0 && report.firstMillis() < 24 * HOUR)
        .extracting(DriftReport::records)
        .containsExactly(36 * 99L, 36 * 99L, 36 * 99L, 36 * 99L, 36 * 99L);
  }

  @Test
  void windowsOfWrongClocksWithMoreRecordsDoNotTakeTheRoomOfTheHourThatBegins() {
    for (int clock = 30; clock > 0; clock--) {
      add(900, 1, YEAR_9999 + clock * 24L * HOUR);
    }
    for (int i = 0; i < 3 * 40; i++) {
      add(90, 1, i * HOUR / 40);
      add(1, 1, YEAR_9999 + (i % 30 + 1) * 24L * HOUR);
    }
    assertThat(reports)
        .filteredOn(report -> report.firstMillis() < 24 * HOUR)
        .extracting(DriftReport::records)
        .containsExactly(3600L, 3600L);
  }

  @Test
  void aQuietHourEndsABusyOne() {
    add(20_000, 1, 10 * MINUTE);
    for (int minute = 0; minute < 60; minute++) {
      add(30, 1, HOUR + minute * MINUTE);
    }
    assertThat(reports).extracting(DriftReport::records).containsExactly(20_000L);
  }

  @Test
  void manyClocksThatAreWrongTakeNoRoom() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      add(1, 1, random.nextLong() / 2);
      if (i % 20 == 0) {
        add(150, 1, i * MINUTE / 2);
      }
      assertThat(states).hasSizeLessThanOrEqualTo(TimedDriftMonitor.MOST_OPEN);
    }
    assertThat(hours()).startsWith(0L, 1L, 2L, 3L, 4L).hasSize(16);
  }

  @Test
  void eachWindowIsComparedWithTraining() {
    for (int hour = 0; hour < 8; hour++) {
      add(2000, hour >= 2 && hour < 5 ? 4 : 1, hour * HOUR + 30 * MINUTE);
    }
    assertThat(reports)
        .extracting(TimedDriftMonitorTest::errorDrifts)
        .containsExactly(false, false, true, true, true, false, false);
    assertThat(reports).extracting(DriftReport::news).as("news are told once").contains(false);
  }

  private static boolean errorDrifts(DriftReport report) {
    return report.series().stream()
        .filter(series -> series.name().equals(DriftBins.ERROR))
        .anyMatch(DriftReport::much);
  }

  @Test
  void countsOfAnotherModelAreLeftOut() {
    add(500, 1, 0);
    TimedDriftMonitor.Step step =
        monitor.add(
            states, new DriftCounts(MODEL + 1, 500, 2 * HOUR, 2 * HOUR, new long[bins.size()]));

    assertThat(step.reports()).isEmpty();
    assertThat(step.next()).isEqualTo(states);
  }
}
