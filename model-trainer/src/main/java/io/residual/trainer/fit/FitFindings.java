package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.profile.DataProfile;
import io.residual.trainer.data.NetworkRows;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.HeldBackRows;
import io.residual.trainer.report.EvaluationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Adds to a bundle what was found out while it was made: about its rows, and a report. */
final class FitFindings {

  private FitFindings() {}

  /**
   * The bundle with more entries.
   *
   * @param calibrated the bundle when its networks had not seen the held-back rows
   * @param training rows that the networks were fitted on, as wide as they take them
   * @param heldBack likewise, those that calibrated the error
   * @throws IOException if the bundle that was just made cannot be opened
   */
  static ModelBundle addTo(
      ModelBundle calibrated, ModelBundle bundle, NetworkRows training, NetworkRows heldBack)
      throws IOException {
    SampleEntries samples = SampleEntries.of(bundle.manifest(), training);
    Evaluation evaluation =
        HeldBackRows.evaluate(calibrated, heldBack, samples.profile()).of(bundle.manifest());
    Map<String, byte[]> entries = new TreeMap<>(samples.entries());
    if (bundle.manifest().window().smoothing() != null) {
      DataProfile profile = samples.profile().withErrors(evaluation.verdicts().errors());
      entries.put(ModelBundle.PROFILE_ENTRY, profile.toJson());
    }
    entries.put(
        ModelBundle.REPORT_ENTRY,
        EvaluationReport.ofFit(evaluation).getBytes(StandardCharsets.UTF_8));
    return with(bundle, entries);
  }

  /** The bundle with more entries about the rows that calibrated it. */
  static ModelBundle addTo(ModelBundle bundle, NetworkRows rows) throws IOException {
    return with(bundle, SampleEntries.of(bundle.manifest(), rows).entries());
  }

  private static ModelBundle with(ModelBundle bundle, Map<String, byte[]> more) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>(more);
    for (String name : bundle.entryNames()) {
      entries.put(name, bundle.entry(name));
    }
    return new ModelBundle(bundle.manifest(), entries);
  }
}
