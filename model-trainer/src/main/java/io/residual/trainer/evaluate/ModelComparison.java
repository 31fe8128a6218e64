package io.residual.trainer.evaluate;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.record.RecordSchema;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.BadRows;
import io.residual.trainer.data.InputFormatException;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.data.TooManyBadRowsException;
import io.residual.trainer.evaluate.Comparison.Verdict;
import io.residual.trainer.evaluate.plant.CapturedRows;
import io.residual.trainer.evaluate.plant.Planter;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares a candidate with the current model on the same rows: by labels if there are any, else by
 * the same planted anomalies. The two may differ in fields, encoders, networks and thresholds.
 * Immutable and thread safe.
 */
public final class ModelComparison {

  /** Fewer additional alerts than this are no flood, whatever their ratio. */
  private static final int FEW_ALERTS = 10;

  private final Options options;
  private final EvaluationListener listener;

  /**
   * How to compare.
   *
   * @param label column of the labels; empty to plant anomalies
   * @param order whether rows are series
   * @param margin up to which a loss of AUROC or average precision does not matter; at least 0
   * @param recallMargin up to which a loss of events found does not matter; at least 0
   * @param alertFactor how many times the current model's alerts on normal rows are too many; at
   *     least 1
   * @param maxBadRows how many of the rows may be unreadable for either model; from 0 to 1
   * @param sampling how intervals are made
   */
  public record Options(
      Optional<AnomalyLabel> label,
      RowOrder order,
      double margin,
      double recallMargin,
      double alertFactor,
      double maxBadRows,
      Sampling sampling) {

    /** Checks the ranges. */
    public Options {
      if (!(margin >= 0 && recallMargin >= 0 && alertFactor >= 1)) {
        throw new IllegalArgumentException(
            "margins are "
                + margin
                + " and "
                + recallMargin
                + ", the alert factor is "
                + alertFactor
                + "; margins must be at least 0, the factor at least 1");
      }
    }
  }

  /** A comparison with the given options. */
  public ModelComparison(Options options, EvaluationListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /** A model's verdicts on the rows that it could read. */
  private record Scored(RowVerdicts verdicts, BitSet refused, long rows) {}

  /**
   * Compares two models.
   *
   * @param inputs rows, one source after the other; the caller closes them
   * @throws IOException if a model cannot score the rows; the message says which and why
   * @throws IllegalArgumentException if the label is a field, or the models have no field in common
   *     that anomalies could be planted into
   */
  public Comparison compare(ModelBundle current, ModelBundle candidate, List<RowSource> inputs)
      throws IOException {
    LabelledRows rows = new LabelledRows(inputs, options.label(), listener::rows);
    try (BundleScores first = BundleScores.open(current);
        BundleScores second = BundleScores.open(candidate)) {
      listener.step("scoring with the current model");
      Scored one = score(first, rows, "current");
      listener.step("scoring with the candidate");
      Scored other = score(second, rows, "candidate");
      BitSet leftOut = (BitSet) one.refused().clone();
      leftOut.or(other.refused());
      RowVerdicts mine = one.verdicts().only(chosen(one, leftOut));
      RowVerdicts theirs = other.verdicts().only(chosen(other, leftOut));
      requireCommonRows(rows.name(), mine.rows(), one, other);
      PairedFigures figures;
      if (bothClasses(mine)) {
        listener.step("drawing samples for the intervals");
        figures = PairedFigures.labelled(mine, theirs, options);
      } else {
        listener.step("planting anomalies");
        figures = planted(first, second, rows, leftOut);
      }
      long currentAlerts = alertsOnNormalRows(mine);
      long candidateAlerts = alertsOnNormalRows(theirs);
      return new Comparison(
          current.manifest(),
          candidate.manifest(),
          figures.labelled(),
          mine.rows(),
          one.verdicts().rows() - mine.rows(),
          other.verdicts().rows() - theirs.rows(),
          figures.units(),
          figures.checks(),
          figures.others(),
          currentAlerts,
          candidateAlerts,
          verdict(currentAlerts, candidateAlerts));
    }
  }

  private Scored score(BundleScores scores, LabelledRows rows, String which) throws IOException {
    BadRows bad = new BadRows(options.maxBadRows());
    RowVerdicts verdicts = new RowVerdicts();
    BitSet refused = new BitSet();
    try {
      long all =
          scores.score(
              rows,
              bad,
              row -> {
                verdicts.row(row);
                refused.set(row.index());
              });
      bad.requireFew(all);
      refused.flip(0, Math.toIntExact(all));
      return new Scored(verdicts, refused, all);
    } catch (InputFormatException | TooManyBadRowsException e) {
      throw refusal(scores, which, e);
    }
  }

  private static IOException refusal(BundleScores scores, String which, IOException reason) {
    return new IOException(
        "the "
            + which
            + " model "
            + scores.manifest().name()
            + " "
            + scores.manifest().version()
            + " cannot score these rows, so the two cannot be compared on them: "
            + reason.getMessage(),
        reason);
  }

  /** Indices, among a model's verdicts, of the rows that both models could read. */
  private static int[] chosen(Scored scored, BitSet leftOut) {
    IntStream.Builder chosen = IntStream.builder();
    int verdict = 0;
    for (int row = 0; row < scored.rows(); row++) {
      if (!leftOut.get(row)) {
        chosen.add(verdict);
      }
      verdict += scored.refused().get(row) ? 0 : 1;
    }
    return chosen.build().toArray();
  }

  private static void requireCommonRows(String name, int common, Scored one, Scored other)
      throws InputFormatException {
    if (common < Evaluator.MIN_ROWS) {
      throw new InputFormatException(
          name,
          common
              + " rows could be scored by both models ("
              + one.verdicts().rows()
              + " by the current one, "
              + other.verdicts().rows()
              + " by the candidate); at least "
              + Evaluator.MIN_ROWS
              + " are needed to compare them");
    }
  }

  private static boolean bothClasses(RowVerdicts verdicts) {
    boolean anomalous = false;
    boolean normal = false;
    for (boolean label : verdicts.labels()) {
      anomalous |= label;
      normal |= !label;
    }
    return anomalous && normal;
  }

  private PairedFigures planted(
      BundleScores first, BundleScores second, LabelledRows rows, BitSet leftOut)
      throws IOException {
    RecordSchema mine = first.manifest().schema();
    RecordSchema theirs = second.manifest().schema();
    Set<String> common = Planter.commonFields(mine, theirs);
    int limit = Math.min(CapturedRows.limit(mine), CapturedRows.limit(theirs));
    CapturedRows one = rows.capture(mine, limit, leftOut);
    CapturedRows other = rows.capture(theirs, limit, leftOut);
    Planter planter = new Planter(one, common, options.sampling().seed());
    PlantedScores current = PlantedScores.of(first, one, planter);
    PlantedScores candidate = PlantedScores.of(second, other, planter);
    if (current.isEmpty()) {
      throw new IllegalArgumentException(
          "no anomalies can be planted: the two models share no field that varies in these rows"
              + " (common fields: "
              + common
              + "); give labelled rows with --label");
    }
    return PairedFigures.planted(current, candidate, options);
  }

  private static long alertsOnNormalRows(RowVerdicts verdicts) {
    long count = 0;
    for (int row = 0; row < verdicts.rows(); row++) {
      count += verdicts.isRaised(row) && !verdicts.isAnomalous(row) ? 1 : 0;
    }
    return count;
  }

  private Verdict verdict(long current, long candidate) {
    boolean flood =
        candidate > options.alertFactor() * current && candidate >= current + FEW_ALERTS;
    return flood ? Verdict.WORSE : Verdict.EQUIVALENT;
  }
}
