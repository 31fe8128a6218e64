package io.residual.model.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Activation functions that both Deeplearning4j and ONNX define identically. */
public enum Activation {
  /** x. */
  @JsonProperty("identity")
  IDENTITY,
  /** max(0, x). */
  @JsonProperty("relu")
  RELU,
  /** max(0.01 x, x). */
  @JsonProperty("leaky-relu")
  LEAKY_RELU,
  /** x for positive x, exp(x) - 1 otherwise. */
  @JsonProperty("elu")
  ELU,
  /** Hyperbolic tangent. */
  @JsonProperty("tanh")
  TANH,
  /** 1 / (1 + exp(-x)). */
  @JsonProperty("sigmoid")
  SIGMOID,
  /**
   * exp(x) divided by the sum of exp(x) over the layer's units: the outputs are positive and add up
   * to 1.
   */
  @JsonProperty("softmax")
  SOFTMAX
}
