package io.residual.job.function;

import io.residual.model.alert.AlertExplainer;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.explain.Explainer;
import io.residual.model.explain.ExplanationMethod;
import io.residual.model.explain.ExplanationSettings;
import java.io.IOException;
import java.io.Serializable;

/**
 * How alerts are explained; null keeps what the bundle says.
 *
 * @param method see {@link ExplanationSettings#method()}
 * @param budgetMillis see {@link ExplanationSettings#budgetMillis()}
 * @param evaluations see {@link ExplanationSettings#evaluations()}
 */
public record ExplanationChoice(ExplanationMethod method, Integer budgetMillis, Integer evaluations)
    implements Serializable {

  /** Everything as the bundle says. */
  public static final ExplanationChoice OF_BUNDLE = new ExplanationChoice(null, null, null);

  /** The given settings with these in place. */
  public ExplanationSettings applyTo(ExplanationSettings settings) {
    return new ExplanationSettings(
        method == null ? settings.method() : method,
        settings.background(),
        budgetMillis == null ? settings.budgetMillis() : budgetMillis,
        evaluations == null ? settings.evaluations() : evaluations);
  }

  /**
   * Loads what explains the alerts of the bundle's model.
   *
   * @param runtime name of the scoring runtime
   * @throws IOException if the bundle does not allow it
   */
  Explainer open(String runtime, ModelBundle bundle) throws IOException {
    return AlertExplainer.open(runtime, bundle, applyTo(bundle.manifest().explanation()));
  }
}
