package io.residual.job.message;

import java.util.List;

/** Records that are scored in one call, in the order in which they came; at least one. */
public record RecordBatch(List<EncodedRecord> records) {}
