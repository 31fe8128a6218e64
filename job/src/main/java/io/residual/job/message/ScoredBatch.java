package io.residual.job.message;

import java.util.List;

/** The records of a {@link RecordBatch} with their errors, in the same order. */
public record ScoredBatch(List<ScoredRecord> records) {}
