package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.explain.BackgroundSample;
import io.residual.model.profile.DataProfile;
import io.residual.model.record.FieldSpec;
import io.residual.trainer.data.NetworkRows;
import io.residual.trainer.data.RandomOrder;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.HeldBackRows;
import io.residual.trainer.evaluate.RowSample;
import io.residual.trainer.report.EvaluationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Adds to a bundle what was found out while it was made: the fields' values and a report. */
final class FitFindings {

  private FitFindings() {}

  /**
   * The bundle with two more entries.
   *
   * @param training rows that the networks were fitted on, as wide as they take them
   * @param heldBack likewise, those that calibrated the error
   * @throws IOException if the bundle that was just made cannot be opened
   */
  static ModelBundle addTo(ModelBundle bundle, NetworkRows training, NetworkRows heldBack)
      throws IOException {
    int features = bundle.manifest().encoder().featureCount();
    RowSample sample = new RowSample(features, bundle.manifest().training().seed());
    float[] one = new float[training.features()];
    for (int row = 0; row < training.rows(); row++) {
      training.copy(row, one, 0);
      // Of a window, the record that is judged comes last.
      sample.add(one, one.length - features);
    }
    DataProfile profile =
        DataProfile.of(
            bundle.manifest().schema().fields().stream().map(FieldSpec::name).toList(),
            bundle.manifest().encoder(),
            sample.rows(),
            sample.count());
    Evaluation evaluation = HeldBackRows.evaluate(bundle, heldBack, profile);
    Map<String, byte[]> entries = new TreeMap<>();
    for (String name : bundle.entryNames()) {
      entries.put(name, bundle.entry(name));
    }
    entries.put(ModelBundle.PROFILE_ENTRY, profile.toJson());
    int background = bundle.manifest().explanation().background();
    if (background > 0 && training.rows() > 0) {
      entries.put(
          ModelBundle.BACKGROUND_ENTRY,
          background(training, background, bundle.manifest().training().seed()).toBytes());
    }
    entries.put(
        ModelBundle.REPORT_ENTRY,
        EvaluationReport.ofFit(evaluation).getBytes(StandardCharsets.UTF_8));
    return new ModelBundle(bundle.manifest(), entries);
  }

  private static BackgroundSample background(NetworkRows training, int limit, long seed) {
    int count = Math.min(limit, training.rows());
    int[] order = RandomOrder.of(training.rows(), seed);
    float[] rows = new float[count * training.features()];
    for (int i = 0; i < count; i++) {
      training.copy(order[i], rows, i * training.features());
    }
    return new BackgroundSample(rows, count, training.features());
  }
}
