package io.residual.model.bundle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.network.ImportedNetwork;
import io.residual.model.policy.AlertSettings;
import io.residual.model.record.RecordSchema;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a bundle says about its model: everything but the weights.
 *
 * @param format layout of the bundle; {@link #FORMAT} for new ones
 * @param name of the model, shown in alerts
 * @param version of the model, shown in alerts
 * @param createdAt when it was written
 * @param schema of the records
 * @param encoder fitted to the training rows
 * @param window how many records make a row of the network
 * @param ensemble the autoencoders, how their errors are measured and combined
 * @param calibration combined errors of normal records
 * @param threshold settings that the job uses unless told otherwise
 * @param alerts likewise, which records above the threshold raise an alert
 * @param explanation how alerts are explained unless the job is told otherwise
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
    SequenceWindow window,
    Ensemble ensemble,
    Calibration calibration,
    ThresholdSettings threshold,
    AlertSettings alerts,
    ExplanationSettings explanation,
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
    requirePresent(alerts, "alerts");
    requirePresent(explanation, "explanation");
    requirePresent(training, "training");
    entries = Map.copyOf(entries);
    requirePresent(window, "window");
    requirePresent(ensemble, "ensemble");
    require(encoder.fieldCount() == schema.fields().size(), "encoder and schema differ in fields");
    require(!window.auto(), "the window has no length");
    for (String field : alerts.fields().keySet()) {
      require(
          schema.fields().stream().anyMatch(declared -> declared.name().equals(field)),
          "alerts have a rule of '" + field + "', which is no field");
    }
    Integer averaged = ensemble.averagedRecords();
    require(
        averaged == null || averaged == window.length(),
        "residuals of " + averaged + " records averaged, in windows of " + window.length());
    long width = (long) encoder.featureCount() * window.length();
    require(
        ensemble.width() == width,
        "the networks take " + ensemble.width() + " features, windows have " + width);
    require(
        window.maxGapMillis() == null || schema.eventTimePlace().isPresent(),
        "windows have a longest gap, but records no event time");
  }

  /** Features of a row of the network: those of a record, for each record of the window. */
  @JsonIgnore
  public int width() {
    return ensemble.width();
  }

  /** The measure of the error that everything behind the networks sees. */
  @JsonIgnore
  public ErrorMeasure error() {
    return ensemble.combinedError();
  }

  /** Names of the entries that a bundle with this manifest must have. */
  Set<String> requiredEntries() {
    Set<String> names = new TreeSet<>();
    names.add(ModelBundle.ONNX_ENTRY);
    for (int member = 0; member < ensemble.members().size(); member++) {
      if (!(ensemble.members().get(member).network() instanceof ImportedNetwork)) {
        names.add(ModelBundle.dl4jEntry(member));
      }
    }
    return names;
  }

  private static void requirePresent(Object value, String member) {
    if (value == null) {
      throw new IllegalArgumentException("the manifest lacks its " + member);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The manifest of another version, whose networks are others. */
  public Manifest with(String otherVersion, Ensemble networks) {
    return new Manifest(
        format,
        name,
        otherVersion,
        createdAt,
        schema,
        encoder,
        window,
        networks,
        calibration,
        threshold,
        alerts,
        explanation,
        training,
        Map.of());
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
        window,
        ensemble,
        calibration,
        threshold,
        alerts,
        explanation,
        training,
        digests);
  }
}
