package io.residual.model.ensemble;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the calibrated errors of an ensemble's members become one. */
public enum Combination {
  /** Their mean: what most members find strange. */
  @JsonProperty("mean")
  MEAN,
  /** Their median: a single bad member has no say. */
  @JsonProperty("median")
  MEDIAN,
  /** The largest: what any member finds strange. */
  @JsonProperty("maximum")
  MAXIMUM
}
