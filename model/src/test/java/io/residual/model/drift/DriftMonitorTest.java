package io.residual.model.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.profile.FieldDrift.Level;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DriftMonitorTest {

  private static final long MODEL = 7;

  private static Manifest manifest;
  private static DriftBins bins;

  @BeforeAll
  static void read() throws Exception {
    try (InputStream in = DriftMonitorTest.class.getResourceAsStream("/golden/format-1.residual")) {
      ModelBundle bundle = BundleReader.read(in.readAllBytes());
      manifest = bundle.manifest();
      bins = DriftBins.of(bundle);
    }
  }

  /** Counts of a thousand records whose error is drawn from the calibration, times a factor. */
  private static DriftCounts counts(long seed, double factor, long fromMillis) {
    long[] counts = new long[bins.size()];
    Random random = new Random(seed);
    float[] row = new float[manifest.width()];
    for (int i = 0; i < 1000; i++) {
      double error = manifest.calibration().quantile(random.nextDouble());
      bins.count(row, 0, factor * error, i, counts);
    }
    return new DriftCounts(MODEL, 1000, fromMillis, fromMillis + 1000, counts);
  }

  private static SeriesDrift error(DriftReport report) {
    return report.series().stream()
        .filter(series -> series.name().equals(DriftBins.ERROR))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyFieldOfTheProfileIsWatchedAndTheError() {
    assertThat(bins.names())
        .contains("rpm", "load", "mode", "on", "flow", "queue", "host", "unit", "axes", "(error)");
  }

  @Test
  void aWindowEndsWithItsRecordsAndTheNextBegins() {
    DriftMonitor monitor = new DriftMonitor(bins, MODEL, 2500, 0);
    DriftState state = monitor.initial();
    for (int i = 0; i < 2; i++) {
      DriftMonitor.Step step = monitor.add(state, counts(i, 1, i));
      assertThat(step.report()).isEmpty();
      state = step.next();
    }

    DriftMonitor.Step step = monitor.add(state, counts(2, 1, 2));

    DriftReport report = step.report().orElseThrow();
    assertThat(report.records()).isEqualTo(3000);
    assertThat(report.firstMillis()).isZero();
    assertThat(report.lastMillis()).isEqualTo(1002);
    assertThat(error(report).shift().level()).isEqualTo(Level.NONE);
    assertThat(step.next().counts().records()).isZero();
    assertThat(step.next().counts().counts()).containsOnly(0);
  }

  @Test
  void aWindowMaySpanEventTimeAsWell() {
    DriftMonitor monitor = new DriftMonitor(bins, MODEL, 1, 3_600_000);
    DriftMonitor.Step early = monitor.add(monitor.initial(), counts(1, 1, 0));
    DriftMonitor.Step late = monitor.add(early.next(), counts(2, 1, 3_600_000));

    assertThat(early.report()).isEmpty();
    assertThat(late.report()).isPresent();
    // Backwards or beyond all bounds: no overflow.
    DriftMonitor.Step first = monitor.add(monitor.initial(), counts(1, 1, Long.MIN_VALUE));
    assertThat(monitor.add(first.next(), counts(2, 1, Long.MAX_VALUE - 1000)).report()).isPresent();
  }

  @Test
  void newsAreToldOnceWhenSomethingDriftsAndOnceWhenNothingDoesAnyMore() throws Exception {
    DriftMonitor monitor = new DriftMonitor(bins, MODEL, 1, 0);
    // The rows are always the same: all fields have drifted from the start.
    DriftState state = monitor.add(monitor.initial(), counts(1, 1, 0)).next();

    DriftMonitor.Step drifted = monitor.add(state, counts(2, 10, 0));
    DriftReport news = drifted.report().orElseThrow();
    assertThat(news.news()).isTrue();
    assertThat(news.retrainingDue()).isTrue();
    assertThat(error(news).shift().level()).isEqualTo(Level.MUCH);
    DriftMonitor.Step still = monitor.add(drifted.next(), counts(3, 10, 0));
    assertThat(still.report().orElseThrow().news()).isFalse();
    assertThat(still.report().orElseThrow().retrainingDue()).isTrue();

    JsonNode event = new JsonMapper().readTree(DriftEvent.toJson(manifest, news));
    assertThat(event.path("kind").asText()).isEqualTo("retraining-due");
    assertThat(event.at("/window/records").asLong()).isEqualTo(1000);
    assertThat(event.at("/model/name").asText()).isEqualTo("golden");
    assertThat(event.path("drifts").findValuesAsText("field")).contains("(error)");
    assertThat(event.at("/drifts/0/psi").asDouble()).isGreaterThan(0.25);
  }

  @Test
  void itIsOverWhenNothingDriftsAnyMore() {
    DriftMonitor monitor = new DriftMonitor(bins, MODEL, 1, 0);
    boolean[] drifted = new boolean[bins.names().size()];
    drifted[drifted.length - 1] = true;
    DriftCounts none = DriftCounts.none(MODEL, bins.size());

    DriftMonitor.Step step =
        monitor.add(
            new DriftState(none, drifted), new DriftCounts(MODEL, 1, 0, 0, new long[bins.size()]));

    DriftReport report = step.report().orElseThrow();
    assertThat(report.news()).isTrue();
    assertThat(report.retrainingDue()).isFalse();
    assertThat(DriftEvent.kind(report)).isEqualTo("drift-over");
    assertThat(step.next().drifted()).containsOnly(false);
  }

  @Test
  void countsAndStatesOfAnotherModelAreLeftOut() {
    DriftMonitor monitor = new DriftMonitor(bins, MODEL, 5000, 0);
    DriftState state = monitor.add(monitor.initial(), counts(1, 1, 0)).next();
    DriftCounts other = new DriftCounts(8, 1000, 0, 0, new long[bins.size()]);
    DriftCounts narrow = new DriftCounts(MODEL, 1000, 0, 0, new long[1]);

    assertThat(monitor.add(state, other)).isEqualTo(new DriftMonitor.Step(state, Optional.empty()));
    assertThat(monitor.add(state, narrow).next()).isSameAs(state);
    assertThat(monitor.restored(state)).isSameAs(state);
    assertThat(new DriftMonitor(bins, 8, 5000, 0).restored(state).counts().records()).isZero();
    assertThat(Arrays.stream(state.counts().counts()).sum()).isPositive();
  }

  @Test
  void everyErrorCountsAndTheFieldsOfAQuarterOfTheRecords() {
    long[] counts = counts(1, 1, 0).counts();
    double all = Arrays.stream(counts).sum();

    assertThat((all - 1000) / (bins.names().size() - 1)).isBetween(200.0, 300.0);
    // Of any four that take turns as of all of them.
    long[] turn = new long[bins.size()];
    for (int i = 0; i < 4000; i += 4) {
      bins.count(new float[manifest.width()], 0, 0, i, turn);
    }
    assertThat((Arrays.stream(turn).sum() - 1000) / (bins.names().size() - 1))
        .isBetween(200L, 300L);
  }

  @Test
  void anErrorThatIsNoNumberCountsAsTheLargest() {
    long[] nan = new long[bins.size()];
    long[] huge = new long[bins.size()];
    bins.count(new float[manifest.width()], 0, Double.NaN, 1, nan);
    bins.count(new float[manifest.width()], 0, 1e300, 1, huge);

    assertThat(nan).containsExactly(huge);
  }
}
