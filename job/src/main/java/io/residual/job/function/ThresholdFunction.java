package io.residual.job.function;

import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.job.metrics.AlertMetrics;
import io.residual.model.alert.Alert;
import io.residual.model.alert.AlertFactory;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.sequence.ErrorSmoothing;
import io.residual.model.threshold.RollingThreshold;
import io.residual.model.threshold.ThresholdSettings;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Compares each record's error with its entity's rolling threshold and raises alerts.
 *
 * <p>The state of an entity says which model made it. A job that is resumed with another model or
 * another window begins again from the calibration of the new one: errors of two models are not on
 * one scale.
 */
public final class ThresholdFunction
    extends KeyedProcessFunction<String, ScoredRecord, AlertMessage> {

  /** The scores of all records, alerts or not. */
  public static final OutputTag<ScoreMessage> SCORES =
      new OutputTag<>("scores", TypeInformation.of(ScoreMessage.class));

  /** Name of the state; fixed, because savepoints know it. */
  static final String STATE = "entity-threshold";

  private final BundleSource source;
  private final ThresholdOverrides overrides;
  private final int maxAlertBytes;
  private final boolean scores;

  private transient long model;
  private transient RollingThreshold threshold;
  private transient ErrorSmoothing smoothing;
  private transient AlertFactory factory;
  private transient ValueState<EntityThreshold> state;
  private transient AlertMetrics metrics;

  /**
   * A comparator.
   *
   * @param overrides of the bundle's threshold settings
   * @param maxMessageBytes what a message may take, key, value and headers together
   * @param scores whether to write {@link #SCORES}
   */
  public ThresholdFunction(
      BundleSource source, ThresholdOverrides overrides, int maxMessageBytes, boolean scores) {
    this.source = source;
    this.overrides = overrides;
    this.maxAlertBytes = AlertFactory.maxJsonBytes(maxMessageBytes);
    this.scores = scores;
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    ModelBundle bundle = source.read(getRuntimeContext());
    Manifest manifest = bundle.manifest();
    ThresholdSettings settings = overrides.applyTo(manifest.threshold());
    model = ModelFingerprint.of(manifest);
    threshold = settings.rolling(manifest.calibration());
    smoothing = new ErrorSmoothing(manifest.window());
    factory = new AlertFactory(manifest);
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(STATE, TypeInformation.of(EntityThreshold.class)));
    metrics = new AlertMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(ScoredRecord record, Context context, Collector<AlertMessage> out)
      throws Exception {
    EntityThreshold current = current();
    double limit = threshold.threshold(current.state());
    double error =
        Double.isFinite(record.error())
            ? smoothing.next(current.smoothed(), record.error())
            : record.error();
    if (scores) {
      context.output(
          SCORES,
          new ScoreMessage(
              record.origin().id(), record.entity(), record.eventTimeMillis(), error, limit));
    }
    if (!Double.isFinite(error)) {
      alert(modelFault(record), out);
      return;
    }
    if (error > limit) {
      alert(anomaly(record, error, limit), out);
    }
    // Of an anomaly, too: the threshold itself knows which errors teach it, and when.
    state.update(new EntityThreshold(model, threshold.update(current.state(), error), error));
  }

  private EntityThreshold current() throws Exception {
    EntityThreshold stored = state.value();
    return stored != null && stored.model() == model && threshold.accepts(stored.state())
        ? stored
        : new EntityThreshold(model, threshold.initial(), ErrorSmoothing.NONE);
  }

  private void alert(Alert alert, Collector<AlertMessage> out) {
    metrics.alert(alert.kind());
    out.collect(AlertMessage.of(alert, maxAlertBytes));
  }

  private Alert anomaly(ScoredRecord record, double error, double limit) {
    return factory.anomaly(
        record.origin().toSource(),
        Instant.ofEpochMilli(record.eventTimeMillis()),
        record.entity(),
        record.json(),
        record.features(),
        record.reconstruction(),
        error,
        limit,
        threshold.severity(error, limit));
  }

  private Alert modelFault(ScoredRecord record) {
    return factory.modelFault(
        record.origin().toSource(),
        Instant.ofEpochMilli(record.eventTimeMillis()),
        record.entity(),
        record.json());
  }
}
