package io.residual.trainer.data;

import io.residual.model.encode.ColumnFinding;
import java.util.List;

/**
 * What became of the input rows: {@code total = training + validation + anomalies + bad}.
 *
 * @param total rows in the input
 * @param training rows that the network is fitted on
 * @param validation rows held back
 * @param anomalies rows left out because of their label
 * @param bad rows left out because they cannot be read
 * @param badExamples the first of these, with line number and reason
 * @param badKinds the same by field and reason, the most frequent first
 * @param findings fields that are of no use, or of too much
 */
public record RowReport(
    long total,
    long training,
    long validation,
    long anomalies,
    long bad,
    List<String> badExamples,
    List<BadRowKind> badKinds,
    List<ColumnFinding> findings) {

  /** Copies the lists. */
  public RowReport {
    badExamples = List.copyOf(badExamples);
    badKinds = List.copyOf(badKinds);
    findings = List.copyOf(findings);
  }
}
