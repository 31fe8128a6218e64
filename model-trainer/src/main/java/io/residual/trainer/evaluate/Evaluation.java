package io.residual.trainer.evaluate;

import io.residual.model.bundle.Manifest;
import io.residual.model.profile.FieldDrift;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about a model on some rows.
 *
 * @param manifest of the model
 * @param input names of the inputs
 * @param verdicts on every row
 * @param badRows rows that could not be read
 * @param badExamples the first of them
 * @param labels what became of the labels
 * @param labelled quality by labels; present if there are both anomalies and normal rows
 * @param planted quality by planted anomalies, if any were planted
 * @param fields parts of the fields in the errors
 * @param examples telling rows
 * @param drift of the fields against the training rows, the largest first; empty if the bundle does
 *     not say how those were
 * @param sampling how the intervals were made
 */
public record Evaluation(
    Manifest manifest,
    String input,
    RowVerdicts verdicts,
    long badRows,
    List<String> badExamples,
    Labels labels,
    Optional<LabelledQuality> labelled,
    Optional<PlantedScores> planted,
    FieldErrors fields,
    ExampleRows examples,
    List<FieldDrift> drift,
    Sampling sampling) {

  /** What the labels allow. */
  public enum Labels {
    /** No column was named. */
    NONE,
    /** All rows are normal. */
    ALL_NORMAL,
    /** All rows are anomalies. */
    ALL_ANOMALOUS,
    /** Both kinds are there. */
    BOTH
  }

  /** Copies the lists. */
  public Evaluation {
    badExamples = List.copyOf(badExamples);
    drift = List.copyOf(drift);
  }

  /** The same for a model that does the same. */
  public Evaluation of(Manifest other) {
    return new Evaluation(
        other,
        input,
        verdicts,
        badRows,
        badExamples,
        labels,
        labelled,
        planted,
        fields,
        examples,
        drift,
        sampling);
  }
}
