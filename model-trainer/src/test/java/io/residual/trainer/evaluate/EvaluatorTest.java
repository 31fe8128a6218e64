package io.residual.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.bundle.ModelBundle;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.evaluate.Evaluator.Planting;
import io.residual.trainer.evaluate.plant.PlantedKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static ModelBundle bundle;

  @BeforeAll
  static void fit() throws Exception {
    bundle = TestModels.fit(40);
  }

  private static Evaluation evaluate(String csv, boolean labelled, Planting planting)
      throws Exception {
    return TestModels.evaluate(bundle, csv, TestModels.options(labelled, planting));
  }

  @Test
  void labelsGiveFiguresWithIntervals() throws Exception {
    Evaluation evaluation = evaluate(TestModels.rows(1000, 7, true), true, Planting.AUTO);

    LabelledQuality quality = evaluation.labelled().orElseThrow();
    assertThat(quality.series()).isTrue();
    assertThat(quality.ranks().anomalies()).isEqualTo(100);
    assertThat(quality.ranks().auroc()).isGreaterThan(0.95);
    assertThat(quality.events().events()).isEqualTo(10);
    assertThat(quality.events().recall()).isEqualTo(1);
    assertThat(quality.events().falseAlertsPerDay()).isPresent();
    assertThat(quality.nab()).hasSize(3).allMatch(score -> score.normalized() > 80);
    LabelledQuality.Figures figures = quality.figures();
    assertThat(figures.units()).isEqualTo(10);
    assertThat(figures.auroc().interval().low())
        .isLessThanOrEqualTo(figures.auroc().value())
        .isGreaterThan(0.9);
    assertThat(evaluation.planted()).isEmpty();
    assertThat(evaluation.fields().odd(1)).isGreaterThan(10 * evaluation.fields().usual(1));
    assertThat(evaluation.examples().of(ExampleRows.Kind.ALERT))
        .isNotEmpty()
        .allMatch(row -> row.entity().equals("b"))
        .allMatch(row -> row.excess() > 1);
    assertThat(evaluation.examples().of(ExampleRows.Kind.TYPICAL)).hasSize(2);
  }

  @Test
  void theSameSeedGivesTheSameFigures() throws Exception {
    String csv = TestModels.rows(300, 7, true);
    Evaluation one = evaluate(csv, true, Planting.ALWAYS);
    Evaluation other = evaluate(csv, true, Planting.ALWAYS);

    assertThat(one.labelled().orElseThrow().figures())
        .isEqualTo(other.labelled().orElseThrow().figures());
    assertThat(one.planted().orElseThrow().results())
        .isEqualTo(other.planted().orElseThrow().results());
  }

  @Test
  void withoutLabelsPlantedAnomaliesGiveFigures() throws Exception {
    Evaluation evaluation = evaluate(TestModels.rows(800, 7, false), false, Planting.AUTO);

    assertThat(evaluation.labelled()).isEmpty();
    PlantedScores planted = evaluation.planted().orElseThrow();
    assertThat(planted.results().stream().map(PlantedResult::kind).collect(Collectors.toSet()))
        .contains(
            PlantedKind.SPIKE,
            PlantedKind.LEVEL_SHIFT,
            PlantedKind.DRIFT,
            PlantedKind.STUCK_VALUE,
            PlantedKind.SWAPPED_FIELDS,
            PlantedKind.BROKEN_CORRELATION,
            PlantedKind.UNSEEN_CATEGORY,
            PlantedKind.MISSING_VALUE);
    List<PlantedResult> spikes =
        planted.results().stream().filter(r -> r.kind() == PlantedKind.SPIKE).toList();
    assertThat(spikes).hasSize(4);
    assertThat(spikes.get(3).auroc()).isGreaterThan(0.98).isGreaterThan(spikes.get(0).auroc());
    assertThat(spikes.get(3).recall()).isGreaterThan(0.6);
    PlantedScores.Means means = planted.means(evaluation.sampling());
    assertThat(means.auroc().interval().low()).isLessThan(means.auroc().value());
    assertThat(means.auroc().interval().high()).isGreaterThan(means.auroc().value());
  }

  @Test
  void oneClassOfLabelsGivesNoFiguresButPlantedOnes() throws Exception {
    Evaluation evaluation = evaluate(TestModels.rows(300, 7, false), true, Planting.AUTO);

    assertThat(evaluation.labels()).isEqualTo(Evaluation.Labels.ALL_NORMAL);
    assertThat(evaluation.labelled()).isEmpty();
    assertThat(evaluation.planted()).isPresent();
  }

  @Test
  void onlyAnomaliesGiveNothingToTellThemFrom() throws Exception {
    Evaluation evaluation =
        evaluate(TestModels.rows(100, 7, false).replace(",0\n", ",1\n"), true, Planting.AUTO);

    assertThat(evaluation.labels()).isEqualTo(Evaluation.Labels.ALL_ANOMALOUS);
    assertThat(evaluation.labelled()).isEmpty();
    assertThat(evaluation.planted()).isEmpty();
  }

  @Test
  void driftIsMeasuredAgainstTheTrainingRows() throws Exception {
    Evaluation same = evaluate(TestModels.rows(1000, 8, false), false, Planting.NEVER);
    Evaluation moved =
        evaluate(TestModels.rows(1000, 8, false).replace(",run,", ",idle,"), false, Planting.NEVER);

    assertThat(same.drift()).hasSize(4);
    assertThat(same.drift()).allMatch(field -> field.stability() < 0.1);
    assertThat(moved.drift().get(0).expected().name()).isEqualTo("mode");
    assertThat(moved.drift().get(0).stability()).isGreaterThan(0.25);
  }

  @Test
  void tooFewRowsAreRefused() {
    String csv = TestModels.rows(1, 1, false);

    assertThatThrownBy(() -> evaluate(csv, false, Planting.AUTO))
        .hasMessageContaining("2 rows could be scored")
        .hasMessageContaining("at least 20");
  }

  @Test
  void brokenRowsAreRefusedWithTheirFaults() {
    String csv = TestModels.rows(100, 1, false).replace(",run,", ",run,,");

    assertThatThrownBy(() -> evaluate(csv, false, Planting.AUTO))
        .hasMessageContaining("rows cannot be read")
        .hasMessageContaining("--max-bad-rows");
  }

  @Test
  void aFileWithoutTheModelsColumnsIsRefusedByName() {
    assertThatThrownBy(() -> evaluate("pump,at,flow,label\na,0,1,0\n", false, Planting.AUTO))
        .hasMessageContaining("no column for power, mode");
  }

  @Test
  void aLabelThatIsAFieldIsRefused() {
    Evaluator.Options options =
        new Evaluator.Options(
            Optional.of(new AnomalyLabel("mode")),
            RowOrder.AUTO,
            Planting.AUTO,
            0.05,
            Sampling.DEFAULT);

    assertThatThrownBy(() -> TestModels.evaluate(bundle, TestModels.rows(30, 1, false), options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the label 'mode' is also field 'mode'");
  }
}
