package io.residual.job.function;

import io.residual.job.message.ScoredBatch;
import io.residual.job.message.ScoredRecord;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Takes batches apart again, in order. */
public final class UnbatchFunction implements FlatMapFunction<ScoredBatch, ScoredRecord> {

  @Override
  public void flatMap(ScoredBatch batch, Collector<ScoredRecord> out) {
    batch.records().forEach(out::collect);
  }
}
