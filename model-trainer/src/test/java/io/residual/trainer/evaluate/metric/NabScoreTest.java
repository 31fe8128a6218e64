package io.residual.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NabScoreTest {

  private static final List<Segment> WINDOWS =
      List.of(new Segment(70, 110), new Segment(200, 230), new Segment(300, 350));

  private static boolean[] alertsAt(int rows, int... at) {
    boolean[] alerts = new boolean[rows];
    for (int row : at) {
      alerts[row] = true;
    }
    return alerts;
  }

  /** Values of a separate program that walks over the rows as the paper describes. */
  @ParameterizedTest
  @CsvSource({
    "STANDARD, 1.8655339071995867",
    "LOW_FALSE_POSITIVES, 1.1514596056811404",
    "LOW_FALSE_NEGATIVES, 1.8655339071995867"
  })
  void agreesWithASeparateProgram(NabProfile profile, double expected) {
    boolean[] alerts = alertsAt(400, 0, 31, 62, 93, 124, 155, 186, 217, 248, 279, 310, 341, 372);

    NabScore score = NabScore.of(profile, WINDOWS, alerts);

    assertThat(score.raw()).isCloseTo(expected, within(1e-12));
    assertThat(score.windows()).isEqualTo(3);
    assertThat(score.found()).isEqualTo(3);
    assertThat(score.falseAlarms()).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(NabProfile.class)
  void theSilentDetectorScoresZeroAndThePerfectOneAHundred(NabProfile profile) {
    assertThat(NabScore.of(profile, WINDOWS, new boolean[400]).normalized()).isZero();
    assertThat(NabScore.of(profile, WINDOWS, alertsAt(400, 70, 200, 300)).normalized())
        .isCloseTo(100, within(1e-9));
  }

  @Test
  void onlyTheEarliestAlertOfAWindowCountsAndEarlierIsBetter() {
    NabScore early = NabScore.of(NabProfile.STANDARD, WINDOWS, alertsAt(400, 205));
    NabScore both = NabScore.of(NabProfile.STANDARD, WINDOWS, alertsAt(400, 205, 206, 229));
    NabScore late = NabScore.of(NabProfile.STANDARD, WINDOWS, alertsAt(400, 229));

    assertThat(both).isEqualTo(early);
    assertThat(late.raw()).isLessThan(early.raw());
    // The last row of a window is worth little more than nothing.
    assertThat(late.raw()).isBetween(-2.0, -1.9);
  }

  @Test
  void aFalseAlarmJustBehindAWindowCostsLess() {
    NabScore far =
        NabScore.of(NabProfile.STANDARD, List.of(new Segment(70, 80)), alertsAt(400, 75, 200));
    NabScore near =
        NabScore.of(NabProfile.STANDARD, List.of(new Segment(70, 80)), alertsAt(400, 75, 81));

    assertThat(near.raw()).isGreaterThan(far.raw());
  }

  @Test
  void probationIsFifteenPercentButNoMoreThan750Rows() {
    assertThat(NabScore.probationRows(100)).isEqualTo(15);
    assertThat(NabScore.probationRows(22_695)).isEqualTo(750);
    NabScore score =
        NabScore.of(NabProfile.STANDARD, List.of(new Segment(2, 10)), alertsAt(100, 3, 14));
    assertThat(score).isEqualTo(NabScore.none(NabProfile.STANDARD));
    assertThat(score.normalized()).isNaN();
  }

  @Test
  void aWindowAcrossTheProbationIsFoundOnlyBehindIt() {
    List<Segment> window = List.of(new Segment(10, 20));

    assertThat(NabScore.of(NabProfile.STANDARD, window, alertsAt(100, 12)).found()).isZero();
    assertThat(NabScore.of(NabProfile.STANDARD, window, alertsAt(100, 15)).found()).isOne();
  }

  @Test
  void aWindowOfOneRowIsNoDivisionByZero() {
    NabScore score =
        NabScore.of(NabProfile.STANDARD, List.of(new Segment(50, 51)), alertsAt(100, 50, 51, 90));

    assertThat(score.raw()).isFinite();
    assertThat(score.found()).isOne();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesWithBruteForce(long seed) {
    Random random = new Random(seed);
    boolean[] marks = new boolean[50 + random.nextInt(2000)];
    boolean[] alerts = new boolean[marks.length];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = (i > 0 && marks[i - 1]) ? random.nextInt(20) > 0 : random.nextInt(80) == 0;
      alerts[i] = random.nextInt(10) == 0;
    }
    List<Segment> windows = Segment.of(marks);
    for (NabProfile profile : NabProfile.values()) {
      assertThat(NabScore.of(profile, windows, alerts).raw())
          .as("seed %d, %s", seed, profile)
          .isCloseTo(bruteForce(profile, windows, alerts), within(1e-9));
    }
  }

  /** Row by row, by the text of the paper, section II-B. */
  private static double bruteForce(NabProfile profile, List<Segment> windows, boolean[] alerts) {
    int probation = Math.min((int) (0.15 * alerts.length), 750);
    double sum = 0;
    for (Segment window : windows) {
      double best = -profile.missCost();
      for (int row = Math.max(probation, window.from()); row < window.to(); row++) {
        double y = (double) (row - window.to()) / (window.to() - window.from());
        double gain = (2 / (1 + Math.exp(5 * y)) - 1) / (2 / (1 + Math.exp(-5)) - 1);
        best = alerts[row] ? Math.max(best, gain) : best;
      }
      sum += window.to() > probation ? best : 0;
    }
    for (int row = probation; row < alerts.length; row++) {
      Segment before = null;
      boolean inside = false;
      for (Segment window : windows) {
        inside |= row >= window.from() && row < window.to();
        before = window.to() <= row ? window : before;
      }
      if (alerts[row] && !inside) {
        double y =
            before == null
                ? 9
                : (row - before.to() + 1.0) / Math.max(1, before.to() - before.from() - 1);
        sum += profile.falseAlarmCost() * (y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1);
      }
    }
    return sum;
  }

  @Test
  void seriesAddUp() {
    NabScore one = NabScore.of(NabProfile.STANDARD, WINDOWS, alertsAt(400, 70, 390));
    NabScore two = NabScore.of(NabProfile.STANDARD, List.of(), alertsAt(400, 100));

    NabScore sum = one.plus(two);

    assertThat(sum.raw()).isEqualTo(one.raw() + two.raw());
    assertThat(sum.windows()).isEqualTo(3);
    assertThat(sum.falseAlarms()).isEqualTo(2);
    assertThatThrownBy(() -> sum.plus(NabScore.none(NabProfile.LOW_FALSE_NEGATIVES)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWindowsThatOverlapOrLeaveTheSeries() {
    List<Segment> overlapping = List.of(new Segment(5, 20), new Segment(19, 30));
    List<Segment> outside = new ArrayList<>(List.of(new Segment(90, 101)));

    assertThatThrownBy(() -> NabScore.of(NabProfile.STANDARD, overlapping, new boolean[100]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overlaps");
    assertThatThrownBy(() -> NabScore.of(NabProfile.STANDARD, outside, new boolean[100]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
