package io.residual.benchmark.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QualityReportTest {

  @Test
  void writesMarkdownTables() {
    MarkdownTable table = new MarkdownTable(List.of("set", "KNN"));
    table.row(List.of("a|b", "0.5"));

    assertThat(table).hasToString("| set | KNN |\n|---|--:|\n| a\\|b | 0.5 |\n");
    assertThatThrownBy(() -> table.row(List.of("alone")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsMeanAndStandardDeviation() {
    assertThat(Figure.of(List.of(1.0, 3.0)).text(2)).isEqualTo("2.00 ± 1.41");
    assertThat(Figure.of(List.of(1.0)).text(1)).isEqualTo("1.0");
    assertThat(Figure.of(List.of()).text(1)).isEqualTo("–");
    assertThat(Figure.of(List.of(1.0, Double.NaN)).text(1)).isEqualTo("failed");
  }

  @Test
  void weighsSetsEquallyHoweverManySeedsTheyHave() {
    Results results =
        new Results(
            List.of(
                tabular("a", 1, "KNN", 0, 1),
                tabular("a", 2, "KNN", 0, 1),
                tabular("b", 1, "KNN", 1, 0)));

    assertThat(results.mean(List.of("a", "b"), "KNN", Result::auroc).mean()).isEqualTo(0.5);
  }

  @Test
  void comparesWithTheTargets() {
    List<Result> results = new ArrayList<>();
    for (String set : TabularTables.SIX) {
      results.add(tabular(set, 1, "Residual", 0, 1));
    }
    results.add(tabular("letter", 1, "Residual", 1, 0));
    results.add(tabular("letter", 1, "KNN", 0, 1));

    assertThat(new Targets(new Results(results)).markdown())
        .contains("| mean AUROC of the six sets | 0.920 | 1.000 | yes |")
        .contains("| AUROC of letter, KNN's less 0.01 | 0.990 | 0.000 | no |")
        .doesNotContain("NAB");
    assertThat(new Targets(new Results(List.of())).markdown()).isEmpty();
  }

  @Test
  void alertsAboveTheTrainingScoresOfOneRowInAThousand() {
    double[] history = new double[1000];
    for (int i = 0; i < history.length; i++) {
      history[i] = i;
    }
    Result result = stream(history, new double[] {998, 998.5, 2000}, true, false, true);

    assertThat(AlertRule.raised(result)).containsExactly(false, true, true);
    assertThat(EventFigures.of(List.of(result), AlertRule::alerts).recall()).isEqualTo(0.5);
    assertThat(EventFigures.of(List.of(result), AlertRule::alerts).falseRuns())
        .isEqualTo(1000 / 3.0);
  }

  @Test
  void findsTheMostEventsAtABearableNumberOfFalseIncidents() {
    double[] scores = {0, 1, 0, 5, 0, 9, 0, 3, 0, 7};
    boolean[] anomalies = new boolean[10];
    anomalies[3] = true;
    anomalies[5] = true;
    Result result = stream(new double[0], scores, anomalies);

    assertThat(EventFigures.bestAt(List.of(result), 0).recall()).isEqualTo(0.5);
    assertThat(EventFigures.bestAt(List.of(result), 100).recall()).isEqualTo(1);
  }

  @Test
  void takesOutAlertsThatFollowTooSoon() {
    boolean[] alerts = {true, true, false, true, true};

    assertThat(NabRun.quiet(alerts, 2)).containsExactly(true, false, false, true, false);
    assertThat(NabRun.quiet(alerts, 0)).isEqualTo(alerts);
  }

  @Test
  void measuresDeviationFromTheScoresBefore() {
    double[] history = new double[100];
    for (int i = 0; i < history.length; i++) {
      history[i] = i % 2;
    }
    Scored scored = new Scored(history, new double[] {2.5, 0.5}, Optional.empty(), 0, 0, "");

    assertThat(RollingDeviation.of(scored)[0]).isCloseTo(4, within(1e-9));
    assertThat(RollingDeviation.of(scored)[1]).isBetween(-0.05, 0.0);
  }

  private static Result tabular(
      String set, long seed, String detector, double normal, double anomaly) {
    return result(
        Sets.trial(Group.TABULAR, set, TabularTrials.Order.RANDOM.protocol(), seed),
        detector,
        new double[0],
        new double[] {normal, anomaly},
        false,
        true);
  }

  private static Result stream(double[] history, double[] scores, boolean... anomalies) {
    return result(Sets.trial(Group.SMD, "m", "train file", 1), "KNN", history, scores, anomalies);
  }

  private static Result result(
      Trial trial, String detector, double[] history, double[] scores, boolean... anomalies) {
    Scored scored = new Scored(history, scores, Optional.empty(), 0, 0, "");
    return Result.of(trial, new Named(detector), new LabelledScores(scored, anomalies));
  }

  private record Named(String name) implements Detector {

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Scored score(Split split, long seed) {
      throw new UnsupportedOperationException();
    }
  }
}
