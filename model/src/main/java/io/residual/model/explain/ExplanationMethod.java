package io.residual.model.explain;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How explanations are found. */
public enum ExplanationMethod {
  /** Each field's exact part in the error: free. */
  @JsonProperty("shares")
  SHARES,
  /** Shapley values of the error. */
  @JsonProperty("shap")
  SHAP,
  /** A linear model of the error around the record. */
  @JsonProperty("lime")
  LIME
}
