package io.residual.job.function;

import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.job.metrics.DetectionMetrics;
import io.residual.job.metrics.TimedExplainer;
import io.residual.model.alert.Alert;
import io.residual.model.alert.AlertFactory;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.detect.Detection;
import io.residual.model.detect.Detector;
import io.residual.model.detect.EntityState;
import io.residual.model.detect.ScoredInput;
import io.residual.model.explain.Explainer;
import io.residual.model.feedback.VerdictBook;
import io.residual.model.policy.Excuses;
import io.residual.model.policy.FieldEvidence;
import io.residual.model.policy.Suppression;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Compares each record's error with its entity's rolling threshold and raises alerts.
 *
 * <p>Only keeps the state: {@link Detector} decides, here as in the trainer.
 */
public final class ThresholdFunction
    extends KeyedProcessFunction<String, ScoredRecord, AlertMessage> {

  /** The scores of all records, alerts or not. */
  public static final OutputTag<ScoreMessage> SCORES =
      new OutputTag<>("scores", TypeInformation.of(ScoreMessage.class));

  /** Name of the state; fixed, because savepoints know it. */
  static final String STATE = "entity";

  private final BundleSource source;
  private final DetectionOverrides overrides;
  private final ExplanationChoice explanation;
  private final String runtime;
  private final int maxAlertBytes;
  private final boolean scores;
  private final int namedEntities;

  private transient Manifest manifest;
  private transient Detector detector;
  private transient Explainer explainer;
  private transient AlertFactory factory;
  private transient ValueState<EntityState> state;
  private transient DetectionMetrics metrics;

  /**
   * A comparator.
   *
   * @param overrides of the bundle's settings
   * @param explanation how alerts are explained
   * @param runtime name of the scoring runtime, for explanations that try records out
   * @param maxMessageBytes what a message may take, key, value and headers together
   * @param scores whether to write {@link #SCORES}
   * @param namedEntities how many entities get a metric of their own
   */
  public ThresholdFunction(
      BundleSource source,
      DetectionOverrides overrides,
      ExplanationChoice explanation,
      String runtime,
      int maxMessageBytes,
      boolean scores,
      int namedEntities) {
    this.source = source;
    this.overrides = overrides;
    this.explanation = explanation;
    this.runtime = runtime;
    this.maxAlertBytes = AlertFactory.maxJsonBytes(maxMessageBytes);
    this.scores = scores;
    this.namedEntities = namedEntities;
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    ModelBundle bundle = source.read(getRuntimeContext());
    manifest = bundle.manifest();
    detector = overrides.detector(manifest);
    explainer =
        new TimedExplainer(explanation.open(runtime, bundle), getRuntimeContext().getMetricGroup());
    factory = new AlertFactory(manifest, explainer);
    state =
        getRuntimeContext()
            .getState(
                ExpiringState.of(
                    STATE,
                    EntityState.class,
                    overrides.threshold().applyTo(manifest.threshold()).idleMillis()));
    metrics = new DetectionMetrics(getRuntimeContext().getMetricGroup(), namedEntities);
  }

  @Override
  public void processElement(ScoredRecord record, Context context, Collector<AlertMessage> out)
      throws Exception {
    judge(record, Excuses.NONE, score -> context.output(SCORES, score), out);
  }

  /**
   * Decides about a record of the current key.
   *
   * @param excuses what people have said about the entity's alerts
   * @param scoreOut takes the record's score, if scores are asked for
   */
  Detection judge(
      ScoredRecord record,
      Excuses excuses,
      Consumer<ScoreMessage> scoreOut,
      Collector<AlertMessage> out)
      throws Exception {
    Detection detection = detector.observe(state.value(), new DetectorInput(record), excuses);
    state.update(detection.next());
    metrics.detection(detection);
    if (scores) {
      scoreOut.accept(
          new ScoreMessage(
              record.origin().id(),
              record.entity(),
              record.eventTimeMillis(),
              detection.error(),
              detection.threshold(),
              outcome(detection),
              detection.decision().membership().orElse(null)));
    }
    for (Alert alert : factory.alerts(record.toAlerted(), detection)) {
      metrics.alert(alert);
      out.collect(AlertMessage.of(alert, maxAlertBytes));
    }
    return detection;
  }

  /** What each field has to do with a record's error. */
  FieldEvidence evidence(ScoredInput record) {
    return detector.evidence(record);
  }

  /** An empty book of verdicts on this function's alerts. */
  VerdictBook newBook() {
    return new VerdictBook(manifest, overrides.alerts().applyTo(manifest.alerts()));
  }

  private static String outcome(Detection detection) {
    if (detection.decision().raised()) {
      return ScoreMessage.ALERT;
    }
    return detection.decision().suppressed().map(Suppression::code).orElse(ScoreMessage.NORMAL);
  }

  @Override
  public void close() {
    if (explainer != null) {
      explainer.close();
      explainer = null;
    }
  }
}
