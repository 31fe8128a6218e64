package io.residual.job.function;

import io.residual.job.message.ScoredBatch;
import io.residual.job.message.ScoredRecord;
import io.residual.model.drift.DriftCounts;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Takes batches apart again, in order. */
public final class UnbatchFunction extends ProcessFunction<ScoredBatch, ScoredRecord> {

  /** Counts for measuring drift. */
  public static final OutputTag<DriftCounts> DRIFT =
      new OutputTag<>("drift", TypeInformation.of(DriftCounts.class));

  @Override
  public void processElement(ScoredBatch batch, Context context, Collector<ScoredRecord> out) {
    batch.records().forEach(out::collect);
    batch.drift().forEach(counts -> context.output(DRIFT, counts));
  }
}
