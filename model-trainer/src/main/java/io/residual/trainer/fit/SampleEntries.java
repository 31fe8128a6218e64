package io.residual.trainer.fit;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.explain.BackgroundSample;
import io.residual.model.profile.DataProfile;
import io.residual.model.record.FieldSpec;
import io.residual.trainer.data.NetworkRows;
import io.residual.trainer.data.RandomOrder;
import io.residual.trainer.evaluate.RowSample;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Entries of a bundle that tell what its training rows were like.
 *
 * @param profile how the fields' values were distributed
 * @param entries bytes by name
 */
record SampleEntries(DataProfile profile, Map<String, byte[]> entries) {

  /** The entries for the given rows, as wide as the networks take them. */
  static SampleEntries of(Manifest manifest, NetworkRows rows) {
    long seed = manifest.training().seed();
    DataProfile profile = profile(manifest, rows, seed);
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put(ModelBundle.PROFILE_ENTRY, profile.toJson());
    int background = Math.min(manifest.explanation().background(), rows.rows());
    if (background > 0) {
      entries.put(ModelBundle.BACKGROUND_ENTRY, background(rows, background, seed).toBytes());
    }
    return new SampleEntries(profile, entries);
  }

  private static DataProfile profile(Manifest manifest, NetworkRows rows, long seed) {
    int features = manifest.encoder().featureCount();
    RowSample sample = new RowSample(features, seed);
    float[] one = new float[rows.features()];
    for (int row = 0; row < rows.rows(); row++) {
      rows.copy(row, one, 0);
      // Of a window, the record that is judged comes last.
      sample.add(one, one.length - features);
    }
    return DataProfile.of(
        manifest.schema().fields().stream().map(FieldSpec::name).toList(),
        manifest.encoder(),
        sample.rows(),
        sample.count());
  }

  private static BackgroundSample background(NetworkRows rows, int count, long seed) {
    int[] order = new int[rows.rows()];
    RandomOrder.fill(order, new SplittableRandom(seed));
    float[] chosen = new float[count * rows.features()];
    for (int i = 0; i < count; i++) {
      rows.copy(order[i], chosen, i * rows.features());
    }
    return new BackgroundSample(chosen, count, rows.features());
  }
}
