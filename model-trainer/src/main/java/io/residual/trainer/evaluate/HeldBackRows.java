package io.residual.trainer.evaluate;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.profile.DataProfile;
import io.residual.model.profile.FieldDrift;
import io.residual.model.record.FieldSpec;
import io.residual.trainer.data.NetworkRows;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Evaluates a model on the rows that were held back when it was fitted. */
public final class HeldBackRows {

  private HeldBackRows() {}

  /**
   * The evaluation of a model that was just made. Alerts are those above the threshold that a new
   * entity has; lines are the numbers of the held-back rows.
   *
   * @param rows as the networks take them
   * @param profile of the training rows
   * @throws IOException if the bundle cannot be opened
   */
  public static Evaluation evaluate(ModelBundle bundle, NetworkRows rows, DataProfile profile)
      throws IOException {
    Manifest manifest = bundle.manifest();
    RowVerdicts verdicts = new RowVerdicts();
    FieldErrors fields = new FieldErrors(manifest, false);
    ExampleRows examples = new ExampleRows(manifest, false);
    RowSample sample = new RowSample(manifest.encoder().featureCount(), manifest.training().seed());
    try (BundleScores scores = BundleScores.open(bundle)) {
      scores.score(
          rows,
          row -> {
            verdicts.row(row);
            fields.row(row);
            examples.row(row);
            sample.row(row);
          });
    }
    return new Evaluation(
        manifest,
        "held-back rows",
        verdicts,
        0,
        List.of(),
        Evaluation.Labels.NONE,
        Optional.empty(),
        Optional.empty(),
        fields,
        examples,
        FieldDrift.of(
            profile,
            manifest.schema().fields().stream().map(FieldSpec::name).toList(),
            manifest.encoder(),
            sample.rows(),
            sample.count()),
        Sampling.DEFAULT);
  }
}
