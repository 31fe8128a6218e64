package io.residual.job.function;

import io.residual.job.message.EncodedRecord;
import io.residual.job.message.RecordBatch;
import io.residual.job.message.ScoredBatch;
import io.residual.job.message.ScoredRecord;
import io.residual.job.metrics.ScoreMetrics;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.score.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Scores batches with the autoencoder: one network a subtask, loaded when it opens. */
public final class ScoreFunction extends RichMapFunction<RecordBatch, ScoredBatch> {

  private final BundleSource source;
  private final String runtime;
  private final DetectionOverrides overrides;

  private transient Scorer scorer;
  private transient double harmless;
  private transient float[] rows;
  private transient float[] reconstructions;
  private transient double[] errors;
  private transient ScoreMetrics metrics;

  /**
   * A scorer with the network of the given bundle.
   *
   * @param runtime name of the scoring runtime
   * @param overrides of the bundle's settings; they tell which errors are harmless
   */
  public ScoreFunction(BundleSource source, String runtime, DetectionOverrides overrides) {
    this.source = source;
    this.runtime = runtime;
    this.overrides = overrides;
  }

  @Override
  public void open(OpenContext openContext) throws Exception {
    ModelBundle bundle = source.read(getRuntimeContext());
    Manifest manifest = bundle.manifest();
    scorer = Scorer.open(runtime, bundle);
    harmless = overrides.detector(manifest).harmless();
    metrics = new ScoreMetrics(getRuntimeContext().getMetricGroup());
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
    return new ScoredBatch(scored);
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
