package io.residual.job.message;

import io.residual.model.drift.DriftCounts;
import java.util.List;

/**
 * The records of a {@link RecordBatch} with their errors, in the same order.
 *
 * @param drift counts of these and earlier records by bin, each of one window, if it is time to
 *     hand them on; else none
 */
public record ScoredBatch(List<ScoredRecord> records, List<DriftCounts> drift) {}
