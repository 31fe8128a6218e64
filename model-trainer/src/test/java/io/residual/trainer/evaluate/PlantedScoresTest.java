package io.residual.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.record.RecordSchema;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.metric.ScoreRanking;
import io.residual.trainer.evaluate.plant.CapturedRows;
import io.residual.trainer.evaluate.plant.PlantedEvent;
import io.residual.trainer.evaluate.plant.PlantedKind;
import io.residual.trainer.evaluate.plant.Planter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlantedScoresTest {

  private static CapturedRows capture(RecordSchema schema, String csv) throws Exception {
    try (RowSource source = TestModels.source(csv)) {
      return new LabelledRows(List.of(source), Optional.empty(), count -> {})
          .capture(schema, 5000, new BitSet());
    }
  }

  /** The mean placement of planted rows is the area under the ROC curve, ties counting half. */
  @Test
  void theAreaIsThatOfPlantedRowsAgainstUntouchedOnes() throws Exception {
    ModelBundle bundle = TestModels.fit(3);
    RecordSchema schema = bundle.manifest().schema();
    CapturedRows rows = capture(schema, TestModels.rows(700, 5, false));
    Planter planter = new Planter(rows, Set.of("flow"), 9);
    try (BundleScores scores = BundleScores.open(bundle)) {
      PlantedScores planted = PlantedScores.of(scores, rows, planter);
      PlantedResult spike =
          planted.results().stream()
              .filter(r -> r.kind() == PlantedKind.SPIKE && r.strength() == 2)
              .findFirst()
              .orElseThrow();
      List<PlantedEvent> events = planter.events(PlantedKind.SPIKE, 2, 0);
      RowVerdicts clean = new RowVerdicts();
      RowVerdicts changed = new RowVerdicts();
      scores.score(new CapturedCursor(rows, List.of()), clean);
      scores.score(new CapturedCursor(rows, events), changed);
      double[] errors = Arrays.copyOf(clean.errors(), clean.rows() + events.size());
      boolean[] labels = new boolean[errors.length];
      int found = 0;
      for (int i = 0; i < events.size(); i++) {
        int row = events.get(i).rows().get(0);
        errors[clean.rows() + i] = changed.error(row);
        labels[clean.rows() + i] = true;
        assertThat(changed.isAnomalous(row)).isTrue();
        found += changed.isFlagged(row) ? 1 : 0;
      }

      assertThat(spike.events()).isEqualTo(events.size());
      assertThat(spike.found()).isEqualTo(found);
      assertThat(spike.auroc())
          .isCloseTo(ScoreRanking.of(errors).counts(labels).auroc(), within(1e-9));
      assertThat(planted.rows()).isEqualTo(1400);
    }
  }

  @Test
  void differentPlansAreNotCompared() throws Exception {
    ModelBundle bundle = TestModels.fit(1);
    CapturedRows rows = capture(bundle.manifest().schema(), TestModels.rows(100, 5, false));
    try (BundleScores scores = BundleScores.open(bundle)) {
      PlantedScores one = PlantedScores.of(scores, rows, new Planter(rows, Set.of("flow"), 1));
      PlantedScores other = PlantedScores.of(scores, rows, new Planter(rows, Set.of("mode"), 1));

      assertThatThrownBy(() -> one.differences(other, Sampling.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(one.differences(one, Sampling.DEFAULT).auroc().interval().high()).isZero();
    }
  }
}
