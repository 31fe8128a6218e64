package io.residual.model.bundle;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.NetworkSpec;
import io.residual.model.record.RecordSchema;
import io.residual.model.threshold.ThresholdSettings;
import java.time.Instant;
import java.util.Map;

/**
 * What a bundle says about its model: everything but the weights.
 *
 * @param format layout of the bundle; {@link #FORMAT} for new ones
 * @param name of the model, shown in alerts
 * @param version of the model, shown in alerts
 * @param createdAt when it was written
 * @param schema of the records
 * @param encoder fitted to the training rows
 * @param network the autoencoder's shape
 * @param error how reconstruction errors are measured
 * @param calibration errors of normal records
 * @param threshold settings that the job uses unless told otherwise
 * @param training how it came about
 * @param entries digest of every other entry by its name
 */
public record Manifest(
    int format,
    String name,
    String version,
    Instant createdAt,
    RecordSchema schema,
    FeatureEncoder encoder,
    NetworkSpec network,
    ErrorMeasure error,
    Calibration calibration,
    ThresholdSettings threshold,
    TrainingSummary training,
    Map<String, EntryDigest> entries) {

  /** The format that this code writes. */
  public static final int FORMAT = 1;

  /** Checks that the parts fit each other, so that a reader need not. */
  public Manifest {
    requirePresent(name, "name");
    requirePresent(version, "version");
    requirePresent(createdAt, "createdAt");
    requirePresent(calibration, "calibration");
    requirePresent(threshold, "threshold");
    requirePresent(training, "training");
    entries = Map.copyOf(entries);
    int features = encoder.featureCount();
    require(encoder.fieldCount() == schema.fields().size(), "encoder and schema differ in fields");
    require(error.size() == features, "error has " + error.size() + " weights for " + features);
    int outputs = network.decoder().get(network.decoder().size() - 1).units();
    require(outputs == features, "network gives " + outputs + " outputs for " + features);
  }

  private static void requirePresent(Object value, String member) {
    if (value == null) {
      throw new IllegalArgumentException("the manifest lacks its " + member);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message + " features");
    }
  }

  /** The same manifest with the given digests. */
  Manifest withEntries(Map<String, EntryDigest> digests) {
    return new Manifest(
        format,
        name,
        version,
        createdAt,
        schema,
        encoder,
        network,
        error,
        calibration,
        threshold,
        training,
        digests);
  }
}
