package io.residual.job.function;

import io.residual.job.message.ScoredRecord;
import io.residual.model.detect.ScoredInput;

/** A record of the stream as the detector looks at it. */
record DetectorInput(ScoredRecord record) implements ScoredInput {

  @Override
  public double error() {
    return record.error();
  }

  @Override
  public long eventTimeMillis() {
    return record.eventTimeMillis();
  }

  @Override
  public String id() {
    return record.origin().id();
  }

  @Override
  public float[] features() {
    return record.features();
  }

  @Override
  public float[] reconstruction() {
    return record.reconstruction();
  }

  @Override
  public int start() {
    return 0;
  }
}
