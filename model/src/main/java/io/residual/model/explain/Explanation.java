package io.residual.model.explain;

import java.util.List;

/**
 * Why a record's error is large.
 *
 * @param method how it was found, such as {@code error-shares}
 * @param fields the fields with the largest parts, largest first
 */
public record Explanation(String method, List<FieldContribution> fields) {

  /** Copies the list. */
  public Explanation {
    fields = List.copyOf(fields);
  }
}
