package io.residual.trainer.keras;

import java.util.Map;

/**
 * An activation of Keras.
 *
 * @param kind its formula
 * @param alpha slope of {@link Kind#LEAKY_RELU}, scale of {@link Kind#ELU}; 0 for others
 */
public record KerasActivation(Kind kind, double alpha) {

  /** Formulas, as Keras documents them. */
  public enum Kind {
    /** x. */
    LINEAR,
    /** max(0, x). */
    RELU,
    /** x for positive x, alpha x otherwise. */
    LEAKY_RELU,
    /** x for positive x, alpha (exp(x) - 1) otherwise. */
    ELU,
    /** Self-normalising ELU (Klambauer et al., NeurIPS 2017). */
    SELU,
    /** Hyperbolic tangent. */
    TANH,
    /** 1 / (1 + exp(-x)). */
    SIGMOID,
    /** ln(1 + exp(x)). */
    SOFTPLUS,
    /** x / (1 + |x|). */
    SOFTSIGN,
    /** x sigmoid(x). */
    SILU,
    /** exp(x). */
    EXPONENTIAL,
    /** exp(x) / sum of exp(x) over the row. */
    SOFTMAX
  }

  /** Names that Keras saves, in the versions that it had. */
  static final Map<String, KerasActivation> BY_NAME =
      Map.ofEntries(
          Map.entry("linear", of(Kind.LINEAR)),
          Map.entry("relu", of(Kind.RELU)),
          // The function's slope is 0.2 in Keras 3, which is the first to have it; the layer of
          // the same name says its slope itself.
          Map.entry("leaky_relu", new KerasActivation(Kind.LEAKY_RELU, 0.2)),
          Map.entry("elu", new KerasActivation(Kind.ELU, 1)),
          Map.entry("selu", of(Kind.SELU)),
          Map.entry("tanh", of(Kind.TANH)),
          Map.entry("sigmoid", of(Kind.SIGMOID)),
          Map.entry("softplus", of(Kind.SOFTPLUS)),
          Map.entry("softsign", of(Kind.SOFTSIGN)),
          Map.entry("silu", of(Kind.SILU)),
          Map.entry("swish", of(Kind.SILU)),
          Map.entry("exponential", of(Kind.EXPONENTIAL)),
          Map.entry("softmax", of(Kind.SOFTMAX)));

  static KerasActivation of(Kind kind) {
    return new KerasActivation(kind, 0);
  }
}
