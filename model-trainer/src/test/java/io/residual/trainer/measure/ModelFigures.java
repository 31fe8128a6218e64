package io.residual.trainer.measure;

import io.residual.model.bundle.Manifest;
import io.residual.trainer.evaluate.RankMetrics;
import io.residual.trainer.evaluate.ScoredRow;
import io.residual.trainer.evaluate.metric.AlertCounts;
import java.util.Arrays;
import java.util.BitSet;

/**
 * How a model did on rows whose labels are known.
 *
 * @param version of the model: of its weights, measure and encoder
 * @param networks how many there are
 * @param trainingRows that the networks were fitted to
 * @param auroc area under the receiver operating characteristic
 * @param averagePrecision of the ranks
 * @param recall part of the anomalies above the default threshold
 * @param falseAlarms part of the normal rows above it
 */
record ModelFigures(
    String version,
    int networks,
    long trainingRows,
    double auroc,
    double averagePrecision,
    double recall,
    double falseAlarms) {

  /** Takes the rows of one pass. */
  static final class Collector implements ScoredRow.Visitor {

    private final Manifest manifest;
    private final BitSet anomalous = new BitSet();
    private final BitSet alerts = new BitSet();
    private double[] errors = new double[1024];
    private int count;

    Collector(Manifest manifest) {
      this.manifest = manifest;
    }

    @Override
    public void row(ScoredRow row) {
      errors = count == errors.length ? Arrays.copyOf(errors, 2 * count) : errors;
      errors[count] = row.error();
      anomalous.set(count, row.anomalous());
      alerts.set(count, row.flagged());
      count++;
    }

    ModelFigures figures() {
      boolean[] labels = flags(anomalous);
      RankMetrics ranks = RankMetrics.of(Arrays.copyOf(errors, count), labels);
      AlertCounts judged = AlertCounts.of(labels, flags(alerts));
      return new ModelFigures(
          manifest.version(),
          manifest.ensemble().members().size(),
          manifest.training().trainingRows(),
          ranks.auroc(),
          ranks.averagePrecision(),
          judged.recall(),
          judged.falseAlarmRate());
    }

    private boolean[] flags(BitSet set) {
      boolean[] flags = new boolean[count];
      set.stream().forEach(i -> flags[i] = true);
      return flags;
    }
  }
}
