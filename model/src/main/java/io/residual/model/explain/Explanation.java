package io.residual.model.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Why a record's error is large.
 *
 * @param method how it was found: {@code error-shares}, {@code kernel-shap} or {@code lime}
 * @param baseline the part of the error that is no field's, in units of the error: 0 for shares,
 *     the mean error of normal records for Kernel SHAP, the linear model's constant for LIME
 * @param note why it is not the method that was asked for; null if it is
 * @param fields the fields with the largest parts, largest first
 */
public record Explanation(
    String method,
    double baseline,
    @JsonInclude(JsonInclude.Include.NON_NULL) String note,
    List<FieldContribution> fields) {

  /** Copies the list. */
  public Explanation {
    fields = List.copyOf(fields);
  }

  /** The same with the fields told in another way. */
  public Explanation withFields(List<FieldContribution> others) {
    return new Explanation(method, baseline, note, others);
  }

  /** The same found by another way than was asked for. */
  Explanation withNote(String reason) {
    return new Explanation(method, baseline, reason, fields);
  }
}
