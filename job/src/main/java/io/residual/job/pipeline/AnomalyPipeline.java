package io.residual.job.pipeline;

import io.residual.job.function.BundleSource;
import io.residual.job.function.DecodeFunction;
import io.residual.job.function.DriftFunction;
import io.residual.job.function.FeedbackStatusFunction;
import io.residual.job.function.FeedbackThresholdFunction;
import io.residual.job.function.MicroBatchOperator;
import io.residual.job.function.ScoreFunction;
import io.residual.job.function.ThresholdFunction;
import io.residual.job.function.UnbatchFunction;
import io.residual.job.function.VerdictFunction;
import io.residual.job.function.WindowFunction;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.DeadLetter;
import io.residual.job.message.DriftMessage;
import io.residual.job.message.EncodedRecord;
import io.residual.job.message.FeedbackCommand;
import io.residual.job.message.FeedbackEvent;
import io.residual.job.message.FeedbackStatus;
import io.residual.job.message.RecordBatch;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.job.message.SourceRecord;
import io.residual.model.drift.DriftCounts;
import io.residual.model.sequence.SequenceWindow;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The way of a record through the job: decode, batch, score, compare with its entity's threshold.
 *
 * <p>Every operator has a uid that never changes, because savepoints find their state by it.
 * Records cross the network once, keyed by entity, and those of one partition keep their order.
 * Where:
 *
 * <ul>
 *   <li>A model that judges each record by itself scores in the source's task, so that only errors
 *       cross, and of conspicuous records the rest.
 *   <li>A model that looks at windows scores behind the crossing, because an entity's records must
 *       meet first. Everything from the windows to the threshold runs chained in one task.
 * </ul>
 */
public final class AnomalyPipeline {

  private final BundleSource bundle;
  private final SequenceWindow window;
  private final PipelineSettings settings;

  /**
   * A pipeline for the model in the given bundle.
   *
   * @param window that the bundle's model looks at
   */
  public AnomalyPipeline(BundleSource bundle, SequenceWindow window, PipelineSettings settings) {
    this.bundle = bundle;
    this.window = window;
    this.settings = settings;
  }

  /**
   * What comes out.
   *
   * @param alerts one for each record above its threshold
   * @param deadLetters records that could not be read
   * @param scores of all records; never emits if the settings do not ask for scores
   * @param drift news of it; null if drift is not measured
   * @param feedback what becomes of verdicts; null without any
   */
  public record Outputs(
      DataStream<AlertMessage> alerts,
      DataStream<DeadLetter> deadLetters,
      DataStream<ScoreMessage> scores,
      DataStream<DriftMessage> drift,
      DataStream<FeedbackStatus> feedback) {}

  /**
   * Sets the environment up as the pipeline needs it: without Kryo, whose slowness and fragile
   * state nobody should get by accident, and without copies between chained operators, which none
   * of ours needs.
   */
  public static void prepare(StreamExecutionEnvironment environment) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // States of entities resemble each other; uncompressed, Flink also reads them back unbuffered.
    configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    environment.configure(configuration);
  }

  /** Attaches the operators to a stream of records on which nobody says anything. */
  public Outputs attach(DataStream<SourceRecord> records) {
    return attach(records, Optional.empty());
  }

  /**
   * Attaches the operators to a stream of records.
   *
   * @param feedback what people say about the alerts, in one task, in its order
   */
  public Outputs attach(
      DataStream<SourceRecord> records, Optional<DataStream<SourceRecord>> feedback) {
    SingleOutputStreamOperator<EncodedRecord> encoded =
        named(
            records.process(new DecodeFunction(bundle, settings.maxRecordBytes())),
            "decode",
            "Decode records");
    SingleOutputStreamOperator<RecordBatch> batches =
        named(
            windows(encoded)
                .transform(
                    "micro-batch",
                    TypeInformation.of(RecordBatch.class),
                    new MicroBatchOperator(settings.batchSize(), settings.linger())),
            "micro-batch",
            "Gather batches");
    SingleOutputStreamOperator<ScoredRecord> scored =
        named(
            named(
                    batches.map(
                        new ScoreFunction(
                            bundle, settings.runtime(), settings.detection(), settings.drift())),
                    "score",
                    "Score batches")
                .process(new UnbatchFunction()),
            "unbatch",
            "Unpack batches");
    ThresholdFunction threshold =
        new ThresholdFunction(
            bundle,
            settings.detection(),
            settings.explanation(),
            settings.runtime(),
            settings.maxMessageBytes(),
            settings.scores(),
            settings.namedEntities());
    DataStream<DeadLetter> deadLetters = encoded.getSideOutput(DecodeFunction.DEAD_LETTERS);
    DataStream<DriftMessage> drift =
        settings.drift().on() ? drift(scored.getSideOutput(UnbatchFunction.DRIFT)) : null;
    if (feedback.isEmpty()) {
      SingleOutputStreamOperator<AlertMessage> alerts =
          named(keyed(scored).process(threshold), "threshold", "Compare with threshold");
      return new Outputs(
          alerts, deadLetters, alerts.getSideOutput(ThresholdFunction.SCORES), drift, null);
    }
    SingleOutputStreamOperator<FeedbackCommand> verdicts = verdicts(feedback.get());
    SingleOutputStreamOperator<AlertMessage> alerts =
        named(
            keyed(scored)
                .connect(verdicts.broadcast(FeedbackThresholdFunction.VERDICTS))
                .process(new FeedbackThresholdFunction(threshold)),
            "threshold",
            "Compare with threshold");
    SingleOutputStreamOperator<FeedbackStatus> status =
        status(alerts.getSideOutput(FeedbackThresholdFunction.EVENTS));
    return new Outputs(
        alerts,
        deadLetters.union(
            verdicts.getSideOutput(DecodeFunction.DEAD_LETTERS),
            status.getSideOutput(DecodeFunction.DEAD_LETTERS)),
        alerts.getSideOutput(ThresholdFunction.SCORES),
        drift,
        status);
  }

  /** In one task: all subtasks must hear the verdicts in the same order. */
  private SingleOutputStreamOperator<FeedbackCommand> verdicts(DataStream<SourceRecord> feedback) {
    return named(feedback.process(new VerdictFunction(bundle)), "verdicts", "Read verdicts")
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  private SingleOutputStreamOperator<FeedbackStatus> status(DataStream<FeedbackEvent> events) {
    return named(
            events.keyBy(FeedbackEvent::verdict).process(new FeedbackStatusFunction(bundle)),
            "feedback-status",
            "Follow verdicts")
        .setParallelism(1);
  }

  /** Counts of all subtasks meet in one place: a few messages for each window. */
  private DataStream<DriftMessage> drift(DataStream<DriftCounts> counts) {
    return named(
            counts.global().process(new DriftFunction(bundle, settings.drift())),
            "drift",
            "Compare with training")
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  private DataStream<EncodedRecord> windows(SingleOutputStreamOperator<EncodedRecord> encoded) {
    return window.single()
        ? encoded
        : named(
            encoded
                .keyBy(EncodedRecord::entity)
                .process(new WindowFunction(bundle, settings.detection().threshold())),
            "window",
            "Put windows together");
  }

  /** Behind windows, records are where their entity belongs, and need not move again. */
  private KeyedStream<ScoredRecord, String> keyed(DataStream<ScoredRecord> scored) {
    return window.single()
        ? scored.keyBy(ScoredRecord::entity)
        : DataStreamUtils.reinterpretAsKeyedStream(scored, ScoredRecord::entity, Types.STRING);
  }

  private static <T> SingleOutputStreamOperator<T> named(
      SingleOutputStreamOperator<T> operator, String uid, String name) {
    return operator.uid(uid).name(name);
  }
}
