package io.residual.trainer.evaluate;

import io.residual.model.bundle.Manifest;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.explain.ErrorShares;
import io.residual.model.record.FieldSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;

/**
 * Keeps the most telling rows, a few of each kind, so that people see what the model sees. Not
 * thread safe.
 */
public final class ExampleRows implements ScoredRow.Visitor {

  /** What a row is an example of. */
  public enum Kind {
    /** The largest errors that raise alerts; with labels, rightly so. */
    ALERT,
    /** The largest errors of rows labelled normal that raise alerts. */
    FALSE_ALERT,
    /** The smallest errors of rows labelled anomalous that raise none. */
    MISSED,
    /** Rows with an error like that of most. */
    TYPICAL
  }

  private static final int OF_A_KIND = 4;
  private static final int TYPICAL_ONES = 2;
  private static final int EXPLAINED_FIELDS = 5;

  private final boolean labelled;
  private final double median;
  private final FeatureEncoder encoder;
  private final ErrorMeasure lastMeasure;
  private final List<FieldSpec> fields;
  private final Map<Kind, PriorityQueue<Kept>> kept = new EnumMap<>(Kind.class);

  /** A row with what decides whether it stays: the least weighty leaves first. */
  private record Kept(
      double weight, ScoredRow row, List<Float> features, List<Float> reconstruction) {}

  /**
   * No rows yet.
   *
   * @param labelled whether labels tell right alerts from false ones
   */
  public ExampleRows(Manifest manifest, boolean labelled) {
    this.labelled = labelled;
    this.median = manifest.calibration().quantile(0.5);
    this.encoder = manifest.encoder();
    this.fields = manifest.schema().fields();
    float[] weights = manifest.error().weights();
    // Of a window, the record that is judged comes last: it is what can be shown.
    this.lastMeasure =
        new ErrorMeasure(
            manifest.error().kind(),
            Arrays.copyOfRange(weights, weights.length - encoder.featureCount(), weights.length));
    for (Kind kind : Kind.values()) {
      kept.put(kind, new PriorityQueue<>(Comparator.comparingDouble(Kept::weight)));
    }
  }

  @Override
  public void row(ScoredRow row) {
    if (!Double.isFinite(row.error())) {
      return;
    }
    double excess = row.error() / row.threshold();
    if (row.flagged()) {
      offer(labelled && !row.anomalous() ? Kind.FALSE_ALERT : Kind.ALERT, excess, row, OF_A_KIND);
    } else if (row.anomalous()) {
      offer(Kind.MISSED, -excess, row, OF_A_KIND);
    } else {
      offer(Kind.TYPICAL, -Math.abs(row.error() - median), row, TYPICAL_ONES);
    }
  }

  private void offer(Kind kind, double weight, ScoredRow row, int limit) {
    PriorityQueue<Kept> queue = kept.get(kind);
    if (queue.size() < limit || weight > queue.element().weight()) {
      queue.add(new Kept(weight, row, last(row.features(), row), last(row.reconstructions(), row)));
      if (queue.size() > limit) {
        queue.remove();
      }
    }
  }

  /** The features of the record that is judged: buffers are used again, so they are copied. */
  private List<Float> last(float[] values, ScoredRow row) {
    List<Float> copy = new ArrayList<>();
    int behind = row.start() + row.width();
    for (int i = behind - encoder.featureCount(); i < behind; i++) {
      copy.add(values[i]);
    }
    return copy;
  }

  /** The examples of a kind, the most telling first. */
  public List<ExampleRow> of(Kind kind) {
    ErrorShares shares = new ErrorShares(fields, encoder, lastMeasure);
    ToDoubleFunction<Kept> weight = Kept::weight;
    return kept.get(kind).stream()
        .sorted(Comparator.comparingDouble(weight).reversed())
        .map(
            one -> {
              float[] features = array(one.features());
              return new ExampleRow(
                  one.row().place(),
                  one.row().context().entity(),
                  one.row().context().eventTimeMillis(),
                  one.row().error(),
                  one.row().threshold(),
                  shares.explain(
                      features,
                      array(one.reconstruction()),
                      field -> encoder.decode(fields.indexOf(field), features, 0),
                      EXPLAINED_FIELDS));
            })
        .toList();
  }

  private static float[] array(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
