package io.residual.job.metrics;

import io.residual.model.explain.Explainer;
import io.residual.model.explain.Explanation;
import io.residual.model.record.FieldSpec;
import java.util.function.Function;
import org.apache.flink.metrics.MetricGroup;

/** Times another explainer. */
public final class TimedExplainer implements Explainer {

  private static final double NANOS_PER_MICRO = 1000;

  private final Explainer explainer;
  private final RecentValues micros = new RecentValues();

  /** Registers with the operator's group. */
  public TimedExplainer(Explainer explainer, MetricGroup operator) {
    this.explainer = explainer;
    operator.addGroup(MetricNames.GROUP).histogram(MetricNames.EXPLANATION_MICROS, micros);
  }

  @Override
  public Explanation explain(
      float[] row, float[] reconstruction, Function<FieldSpec, Object> values, int limit) {
    long start = System.nanoTime();
    Explanation explanation = explainer.explain(row, reconstruction, values, limit);
    micros.add((System.nanoTime() - start) / NANOS_PER_MICRO);
    return explanation;
  }

  @Override
  public void close() {
    explainer.close();
  }
}
