package io.residual.trainer.evaluate;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.profile.DataProfile;
import io.residual.model.profile.FieldDrift;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.RecordSchema;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.evaluate.plant.CapturedRows;
import io.residual.trainer.evaluate.plant.Planter;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Evaluates a model on rows. Immutable and thread safe. */
public final class Evaluator {

  /** Fewer rows say nothing about a model. */
  public static final int MIN_ROWS = 20;

  private final Options options;
  private final EvaluationListener listener;

  /**
   * What to do.
   *
   * @param label column of the labels; empty if there is none
   * @param order whether rows are series
   * @param planting when to plant anomalies
   * @param maxBadRows how many of the rows may be unreadable; from 0 to 1
   * @param sampling how intervals are made
   */
  public record Options(
      Optional<AnomalyLabel> label,
      RowOrder order,
      Planting planting,
      double maxBadRows,
      Sampling sampling) {

    /** Checks the range. */
    public Options {
      if (!(maxBadRows >= 0 && maxBadRows <= 1)) {
        throw new IllegalArgumentException(
            "the part of the rows that may be unreadable is "
                + maxBadRows
                + "; it must be from 0 to 1");
      }
    }
  }

  /** When to plant anomalies. */
  public enum Planting {
    /** If labels do not allow a figure. */
    AUTO,
    /** In any case. */
    ALWAYS,
    /** In no case. */
    NEVER;

    /** As people write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** An evaluator. */
  public Evaluator(Options options, EvaluationListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * Evaluates a model.
   *
   * @param inputs rows, one source after the other; the caller closes them
   * @throws IOException if the bundle cannot be opened, an input cannot be read, or too many or too
   *     few of its rows can
   * @throws IllegalArgumentException if the label is a field of the schema
   */
  public Evaluation evaluate(ModelBundle bundle, List<RowSource> inputs) throws IOException {
    Manifest manifest = bundle.manifest();
    LabelledRows rows = new LabelledRows(inputs, options.label(), listener::rows);
    RowVerdicts verdicts = new RowVerdicts();
    FieldErrors fields = new FieldErrors(manifest, options.label().isPresent());
    ExampleRows examples = new ExampleRows(manifest, options.label().isPresent());
    RowSample sample = new RowSample(manifest.encoder().featureCount(), options.sampling().seed());
    BadRows bad = new BadRows(options.maxBadRows());
    try (BundleScores scores = BundleScores.open(bundle)) {
      listener.step("scoring");
      score(scores, rows, bad, List.of(verdicts, fields, examples, sample));
      Evaluation.Labels labels = labels(verdicts, rows.labelled());
      Optional<LabelledQuality> labelled = Optional.empty();
      if (labels == Evaluation.Labels.BOTH) {
        listener.step("drawing samples for the intervals");
        labelled = Optional.of(LabelledQuality.of(verdicts, options.order(), options.sampling()));
      }
      Optional<PlantedScores> planted = Optional.empty();
      if (options.planting() == Planting.ALWAYS
          || (options.planting() == Planting.AUTO && labelled.isEmpty())) {
        listener.step("planting anomalies");
        planted = plant(scores, rows);
      }
      return new Evaluation(
          manifest,
          rows.name(),
          verdicts,
          bad.count(),
          bad.examples(),
          labels,
          labelled,
          planted,
          fields,
          examples,
          drift(bundle, sample),
          options.sampling());
    }
  }

  private static void score(
      BundleScores scores, LabelledRows rows, BadRows bad, List<ScoredRow.Visitor> visitors)
      throws IOException {
    long all = scores.score(rows, bad, row -> visitors.forEach(visitor -> visitor.row(row)));
    bad.requireFew(all);
    long scored = all - bad.count();
    if (scored < MIN_ROWS) {
      throw new InputFormatException(
          rows.name(),
          scored
              + (scored == 1 ? " row" : " rows")
              + " could be scored, "
              + bad.count()
              + " could not be read; at least "
              + MIN_ROWS
              + " are needed to say anything about a model");
    }
  }

  private static Evaluation.Labels labels(RowVerdicts verdicts, boolean labelled) {
    if (!labelled) {
      return Evaluation.Labels.NONE;
    }
    int anomalies = 0;
    for (boolean anomalous : verdicts.labels()) {
      anomalies += anomalous ? 1 : 0;
    }
    if (anomalies == 0) {
      return Evaluation.Labels.ALL_NORMAL;
    }
    return anomalies == verdicts.rows() ? Evaluation.Labels.ALL_ANOMALOUS : Evaluation.Labels.BOTH;
  }

  /** Empty if too few rows are normal to be changed, or none of their fields can be. */
  private Optional<PlantedScores> plant(BundleScores scores, LabelledRows rows) throws IOException {
    RecordSchema schema = scores.manifest().schema();
    CapturedRows captured = rows.capture(schema, CapturedRows.limit(schema), new BitSet());
    if (captured.rows() < MIN_ROWS) {
      return Optional.empty();
    }
    Set<String> fields = Planter.commonFields(schema, schema);
    Planter planter = new Planter(captured, fields, options.sampling().seed());
    return Optional.of(PlantedScores.of(scores, captured, planter))
        .filter(planted -> !planted.isEmpty());
  }

  private static List<FieldDrift> drift(ModelBundle bundle, RowSample sample) throws IOException {
    if (!bundle.entryNames().contains(ModelBundle.PROFILE_ENTRY)) {
      return List.of();
    }
    return FieldDrift.of(
        DataProfile.fromJson(bundle.entry(ModelBundle.PROFILE_ENTRY)),
        bundle.manifest().schema().fields().stream().map(FieldSpec::name).toList(),
        bundle.manifest().encoder(),
        sample.rows(),
        sample.count());
  }
}
