package io.residual.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.RecordContext;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.model.threshold.QuantileThreshold;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdState;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.RowCursor;
import io.residual.trainer.data.RowSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BundleScoresTest {

  private static ModelBundle bundle;

  @BeforeAll
  static void fit() throws Exception {
    bundle = TestModels.fit(3);
  }

  private static List<ScoredRow> score(String csv, BadRows bad) throws Exception {
    List<ScoredRow> rows = new ArrayList<>();
    try (RowSource source = TestModels.source(csv);
        BundleScores scores = BundleScores.open(bundle)) {
      scores.score(
          new LabelledRows(List.of(source), Optional.of(new AnomalyLabel("label")), count -> {}),
          bad,
          rows::add);
    }
    return rows;
  }

  /** Record by record, with the job's classes and none of the class under test. */
  @Test
  void rowsAreJudgedOneByOneByTheirEntitysThreshold() throws Exception {
    String csv = TestModels.rows(400, 2, true);
    List<ScoredRow> rows = score(csv, new BadRows(0));
    Manifest manifest = bundle.manifest();
    RollingThreshold threshold =
        new QuantileThreshold(manifest.threshold(), manifest.calibration());
    Map<String, ThresholdState> states = new HashMap<>();
    float[] row = new float[manifest.width()];
    float[] reconstruction = new float[manifest.width()];
    double[] error = new double[1];
    int next = 0;
    int alerts = 0;
    try (RowSource source = TestModels.source(csv);
        Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle);
        RowCursor cursor = source.open(manifest.schema())) {
      RowEncoder encoder = new RowEncoder(manifest.encoder());
      encoder.target(row, 0);
      while (cursor.next()) {
        RecordContext context = cursor.read(encoder);
        scorer.score(row, 1, reconstruction, error);
        ThresholdState state =
            states.computeIfAbsent(context.entity(), entity -> threshold.initial());
        double limit = threshold.threshold(state);
        ScoredRow scored = rows.get(next);
        assertThat(scored.error()).isCloseTo(error[0], withPercentage(1e-3));
        assertThat(scored.context()).isEqualTo(context);
        assertThat(scored.threshold()).isCloseTo(limit, withPercentage(1e-3));
        assertThat(scored.flagged()).isEqualTo(scored.error() > scored.threshold());
        assertThat(scored.index()).isEqualTo(next);
        alerts += scored.flagged() ? 1 : 0;
        states.put(context.entity(), threshold.observe(state, error[0], 0).next());
        next++;
      }
    }
    assertThat(rows).hasSize(next).hasSize(800);
    assertThat(alerts).isPositive();
  }

  @Test
  void rowsThatCannotBeReadAreLeftOutAndKeepTheirPlace() throws Exception {
    String[] lines = TestModels.rows(50, 3, false).split("\n", -1);
    lines[3] = "a,0,x,1,run,1,0";
    lines[7] = "a,0,1";
    BadRows bad = new BadRows(1);

    List<ScoredRow> rows = score(String.join("\n", lines), bad);

    assertThat(rows).hasSize(98);
    assertThat(bad.count()).isEqualTo(2);
    assertThat(rows.stream().map(ScoredRow::index)).doesNotContain(2, 6).contains(0, 1, 3, 99);
    assertThat(rows.get(0).place()).isEqualTo("line 2");
  }

  @Test
  void labelsComeAlong() throws Exception {
    List<ScoredRow> rows = score(TestModels.rows(100, 3, true), new BadRows(0));

    assertThat(rows.stream().filter(ScoredRow::anomalous).count()).isEqualTo(10);
    assertThat(rows.stream().filter(ScoredRow::anomalous).map(row -> row.context().entity()))
        .containsOnly("b");
  }

  @Test
  void aLabelThatNoRowHasIsRefused() throws Exception {
    try (RowSource source = TestModels.source(TestModels.rows(30, 3, false));
        BundleScores scores = BundleScores.open(bundle)) {
      LabelledRows rows =
          new LabelledRows(List.of(source), Optional.of(new AnomalyLabel("truth")), count -> {});

      assertThatThrownBy(() -> scores.score(rows, new BadRows(1), row -> {}))
          .hasMessageContaining("no row has the label 'truth'");
    }
  }
}
