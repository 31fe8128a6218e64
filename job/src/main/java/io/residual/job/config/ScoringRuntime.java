package io.residual.job.config;

import io.residual.model.score.ScoringRuntimes;

/** The scoring runtimes to choose from. */
public enum ScoringRuntime {
  /** ONNX Runtime. */
  ONNX(ScoringRuntimes.ONNX),
  /** Deeplearning4j. */
  DL4J(ScoringRuntimes.DL4J);

  private final String runtimeName;

  ScoringRuntime(String runtimeName) {
    this.runtimeName = runtimeName;
  }

  /** The name that {@link ScoringRuntimes#open} takes. */
  public String runtimeName() {
    return runtimeName;
  }
}
