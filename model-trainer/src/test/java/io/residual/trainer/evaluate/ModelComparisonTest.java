package io.residual.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.bundle.ModelBundle;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.Comparison.Check;
import io.residual.trainer.evaluate.Comparison.Verdict;
import io.residual.trainer.evaluate.metric.Figure;
import io.residual.trainer.evaluate.metric.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelComparisonTest {

  private static ModelBundle good;
  private static ModelBundle poor;

  @BeforeAll
  static void fit() throws Exception {
    good = TestModels.fit(40);
    poor =
        TestModels.fit(
            TestModels.pipeline(TestModels.VIBRATION, 3, 7), TestModels.unlinkedRows(1500, 1));
  }

  private static Comparison compare(
      ModelBundle current, ModelBundle candidate, String csv, boolean labelled) throws Exception {
    ModelComparison.Options options =
        new ModelComparison.Options(
            labelled ? Optional.of(new AnomalyLabel("label")) : Optional.empty(),
            RowOrder.AUTO,
            0.01,
            0.1,
            3,
            0.02,
            new Sampling(1, 200, 0.95));
    try (RowSource source = TestModels.source(csv)) {
      return new ModelComparison(options, EvaluationListener.SILENT)
          .compare(current, candidate, List.of(source));
    }
  }

  @Test
  void aModelIsAsGoodAsItself() throws Exception {
    for (boolean labelled : new boolean[] {true, false}) {
      Comparison comparison = compare(good, good, TestModels.rows(500, 4, true), labelled);

      assertThat(comparison.labelled()).isEqualTo(labelled);
      assertThat(comparison.verdict()).isEqualTo(Verdict.EQUIVALENT);
      assertThat(comparison.asGood()).isTrue();
      assertThat(comparison.checks())
          .allMatch(check -> check.difference().value() == 0)
          .allMatch(check -> check.difference().interval().high() == 0);
    }
  }

  @Test
  void aWorseModelIsWorseAndTheOtherWayRoundBetterByLabels() throws Exception {
    String csv = TestModels.rows(2000, 4, true);
    Comparison worse = compare(good, poor, csv, true);
    Comparison better = compare(poor, good, csv, true);

    assertThat(worse.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(worse.asGood()).isFalse();
    assertThat(better.checks()).noneMatch(check -> check.verdict() == Verdict.WORSE);
    assertThat(better.checks().get(1).verdict()).isEqualTo(Verdict.BETTER);
    assertThat(worse.checks().get(1).difference().value())
        .isEqualTo(-better.checks().get(1).difference().value());
  }

  @Test
  void aWorseModelIsWorseByPlantedAnomalies() throws Exception {
    Comparison comparison = compare(good, poor, TestModels.rows(1000, 4, false), false);

    assertThat(comparison.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(comparison.units()).isGreaterThan(500);
  }

  @Test
  void modelsOfDifferentFieldsAreComparedOnWhatTheyShare() throws Exception {
    String fewer = TestModels.pipeline("", 40, 5);
    ModelBundle other = TestModels.fit(fewer, TestModels.rows(1500, 1, false));

    Comparison comparison = compare(good, other, TestModels.rows(1000, 4, false), false);

    assertThat(comparison.rows()).isEqualTo(2000);
    assertThat(comparison.checks()).hasSize(2);
  }

  @Test
  void rowsThatOnlyOneCanReadAreLeftOutAndCounted() throws Exception {
    String strict = TestModels.pipeline("- {name: vibration, type: numeric}", 2, 6);
    String whole = TestModels.rows(1500, 1, false).replaceAll("(run|idle),,", "$1,0.1,");
    ModelBundle other = TestModels.fit(strict, whole);
    ModelComparison.Options options =
        new ModelComparison.Options(
            Optional.empty(), RowOrder.AUTO, 0.01, 0.1, 3, 0.2, new Sampling(1, 100, 0.9));
    String csv = TestModels.rows(500, 4, false);
    try (RowSource source = TestModels.source(csv)) {
      Comparison comparison =
          new ModelComparison(options, EvaluationListener.SILENT)
              .compare(good, other, List.of(source));

      assertThat(comparison.onlyCurrent()).isBetween(20L, 100L);
      assertThat(comparison.onlyCandidate()).isZero();
      assertThat(comparison.rows() + comparison.onlyCurrent()).isEqualTo(1000);
    }
    assertThatThrownBy(() -> compare(good, other, csv, false))
        .hasMessageContaining("the candidate model pumps")
        .hasMessageContaining("cannot score these rows");
  }

  @Test
  void aModelOfOtherColumnsIsRefusedByNameAndReason() throws Exception {
    ModelBundle other =
        TestModels.fit(
            """
            model: {name: other}
            schema: {fields: [{name: x, type: numeric}]}
            training: {epochs: 1}
            """,
            "x\n" + "1\n2\n3\n4\n".repeat(10));

    assertThatThrownBy(() -> compare(good, other, TestModels.rows(100, 4, false), false))
        .hasMessageContaining("the candidate model other")
        .hasMessageContaining("no column for x");
    assertThatThrownBy(() -> compare(other, good, TestModels.rows(100, 4, false), false))
        .hasMessageContaining("the current model other");
  }

  @Test
  void verdictsFollowFromIntervalAndMargin() {
    assertThat(verdict(0.02, 0.01, 0.03)).isEqualTo(Verdict.BETTER);
    assertThat(verdict(-0.02, -0.03, -0.011)).isEqualTo(Verdict.WORSE);
    assertThat(verdict(-0.005, -0.008, -0.002)).isEqualTo(Verdict.EQUIVALENT);
    assertThat(verdict(-0.02, -0.05, 0.01)).isEqualTo(Verdict.UNDECIDED);
    assertThat(verdict(0, 0, 0)).isEqualTo(Verdict.EQUIVALENT);
    assertThat(verdict(Double.NaN, Double.NaN, Double.NaN)).isEqualTo(Verdict.UNDECIDED);
  }

  private static Verdict verdict(double difference, double low, double high) {
    return new Check("AUROC", 0, 0, new Figure(difference, new Interval(low, high, 0.95)), 0.01)
        .verdict();
  }
}
