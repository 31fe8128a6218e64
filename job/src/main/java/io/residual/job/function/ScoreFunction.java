package io.residual.job.function;

import io.residual.job.message.EncodedRecord;
import io.residual.job.message.RecordBatch;
import io.residual.job.message.ScoredBatch;
import io.residual.job.message.ScoredRecord;
import io.residual.job.metrics.ScoreMetrics;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.drift.DriftCounts;
import io.residual.model.score.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Scores batches with the autoencoder: one network a subtask, loaded when it opens. */
public final class ScoreFunction extends RichMapFunction<RecordBatch, ScoredBatch>
    implements CheckpointedFunction {

  /** Name of the state; fixed, because savepoints know it. */
  static final String DRIFT_STATE = "drift-counts";

  private final BundleSource source;
  private final String runtime;
  private final DetectionOverrides overrides;
  private final DriftWindow drift;

  private transient Scorer scorer;
  private transient double harmless;
  private transient float[] rows;
  private transient float[] reconstructions;
  private transient double[] errors;
  private transient ScoreMetrics metrics;
  private transient DriftTallies tallies;
  private transient ListState<DriftCounts> stored;

  /**
   * A scorer with the network of the given bundle.
   *
   * @param runtime name of the scoring runtime
   * @param overrides of the bundle's settings; they tell which errors are harmless
   * @param drift over which windows drift is measured, if it is
   */
  public ScoreFunction(
      BundleSource source, String runtime, DetectionOverrides overrides, DriftWindow drift) {
    this.source = source;
    this.runtime = runtime;
    this.overrides = overrides;
    this.drift = drift;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    stored =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(DRIFT_STATE, TypeInformation.of(DriftCounts.class)));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    stored.update(tallies == null ? List.of() : tallies.soFar());
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    ModelBundle bundle = source.read(getRuntimeContext());
    Manifest manifest = bundle.manifest();
    scorer = Scorer.open(runtime, bundle);
    harmless = overrides.detector(manifest).harmless();
    metrics = new ScoreMetrics(getRuntimeContext().getMetricGroup(), manifest);
    if (drift.on()) {
      int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
      tallies = new DriftTallies(bundle, drift, subtasks);
      for (DriftCounts counts : stored.get()) {
        tallies.restore(counts);
      }
    }
    rows = new float[0];
    reconstructions = new float[0];
    errors = new double[0];
  }

  @Override
  public ScoredBatch map(RecordBatch batch) {
    List<EncodedRecord> records = batch.records();
    int width = scorer.featureCount();
    reserve(records.size(), width);
    for (int i = 0; i < records.size(); i++) {
      System.arraycopy(records.get(i).features(), 0, rows, i * width, width);
    }
    long start = System.nanoTime();
    scorer.score(rows, records.size(), reconstructions, errors);
    metrics.batch(records.size(), System.nanoTime() - start);
    List<ScoredRecord> scored = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      scored.add(scored(records.get(i), i * width, errors[i]));
    }
    return new ScoredBatch(scored, tallies == null ? List.of() : counted(records, width));
  }

  private List<DriftCounts> counted(List<EncodedRecord> records, int width) {
    for (int i = 0; i < records.size(); i++) {
      tallies.count(rows, i * width, errors[i], records.get(i).eventTimeMillis());
    }
    return tallies.handOver();
  }

  private void reserve(int rowCount, int width) {
    if (errors.length < rowCount) {
      rows = new float[rowCount * width];
      reconstructions = new float[rowCount * width];
      errors = new double[rowCount];
    }
  }

  private ScoredRecord scored(EncodedRecord record, int from, double error) {
    boolean alertable = !(error <= harmless); // NaN is alertable
    return new ScoredRecord(
        record.origin(),
        record.entity(),
        record.eventTimeMillis(),
        error,
        alertable ? record.json() : null,
        alertable ? record.features() : null,
        alertable
            ? Arrays.copyOfRange(reconstructions, from, from + record.features().length)
            : null);
  }

  @Override
  public void close() {
    if (scorer != null) {
      scorer.close();
      scorer = null;
    }
  }
}
