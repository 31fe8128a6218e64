package io.residual.trainer.report;

import io.residual.model.error.Calibration;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.RowVerdicts;
import java.util.Arrays;

/** How errors are distributed, and where the threshold lies. */
final class ErrorSection {

  private static final int BINS = 60;

  private ErrorSection() {}

  static void add(Html body, Evaluation evaluation) {
    RowVerdicts verdicts = evaluation.verdicts();
    Calibration calibration = evaluation.manifest().calibration();
    double threshold = calibration.quantile(1 - evaluation.manifest().threshold().risk());
    double low = Double.POSITIVE_INFINITY;
    double high = threshold;
    for (int row = 0; row < verdicts.rows(); row++) {
      double error = verdicts.error(row);
      if (Double.isFinite(error)) {
        low = error > 0 ? Math.min(low, error) : low;
        high = Math.max(high, error);
      }
    }
    // Six decades below the threshold nothing interesting happens any more.
    low = Math.max(Math.min(low, threshold / 2), threshold * 1e-6);
    Axis x = Axis.logarithmic("error", low, high * 1.05);
    boolean both = evaluation.labels() == Evaluation.Labels.BOTH;
    double[] normal = shares(verdicts, x, both ? Boolean.FALSE : null);
    double[] anomalous = both ? shares(verdicts, x, Boolean.TRUE) : new double[BINS];
    double top = 0;
    for (int bin = 0; bin < BINS; bin++) {
      top = Math.max(top, Math.max(normal[bin], anomalous[bin]));
    }
    Plot plot =
        new Plot("Errors of the rows", x, Axis.linear("% of the rows of a kind", 0, 1.05 * top))
            .steps("s1", both ? "normal rows" : "rows", normal);
    if (both) {
      plot.steps("s2", "anomalous rows", anomalous);
    }
    plot.rule("s3", "threshold to begin with, " + Numbers.brief(threshold), threshold);
    body.raw("<h2>Errors</h2>");
    body.format(
        "<p class=\"sub\">Median %s, as against %s in training; %s of the rows are above the"
            + " threshold to begin with. Every entity's own threshold moves from there with its"
            + " errors.</p>",
        Numbers.brief(median(verdicts)),
        Numbers.brief(calibration.quantile(0.5)),
        Numbers.percent(above(verdicts, threshold)));
    body.raw("<div class=\"plots\">").raw(plot.html()).raw("</div>");
  }

  /** Percent of the rows of a kind in each bin; of all rows if the kind is null. */
  private static double[] shares(RowVerdicts verdicts, Axis x, Boolean anomalous) {
    double[] counts = new double[BINS];
    int rows = 0;
    for (int row = 0; row < verdicts.rows(); row++) {
      if (anomalous == null || verdicts.isAnomalous(row) == anomalous) {
        counts[Math.min(BINS - 1, (int) (x.at(verdicts.error(row)) * BINS))]++;
        rows++;
      }
    }
    for (int bin = 0; bin < BINS; bin++) {
      counts[bin] *= 100.0 / Math.max(1, rows);
    }
    return counts;
  }

  private static double median(RowVerdicts verdicts) {
    double[] sorted = verdicts.errors();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static double above(RowVerdicts verdicts, double threshold) {
    int count = 0;
    for (int row = 0; row < verdicts.rows(); row++) {
      count += verdicts.error(row) > threshold ? 1 : 0;
    }
    return (double) count / verdicts.rows();
  }
}
