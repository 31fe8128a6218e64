package io.residual.model.alert;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.explain.BackgroundSample;
import io.residual.model.explain.ErrorFunction;
import io.residual.model.explain.ErrorShares;
import io.residual.model.explain.Explainer;
import io.residual.model.explain.Explanation;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.explain.PerturbationExplainer;
import io.residual.model.record.FieldSpec;
import io.residual.model.score.Scorer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Explains the alerts of a bundle's model with a network of its own. Not thread safe.
 *
 * <p>Shares need no network and load none.
 */
public final class AlertExplainer implements Explainer {

  private final Scorer scorer;
  private final Explainer explainer;

  private AlertExplainer(Scorer scorer, Explainer explainer) {
    this.scorer = scorer;
    this.explainer = explainer;
  }

  /**
   * An explainer by the given settings, which may differ from the bundle's.
   *
   * @param runtime name of the scoring runtime
   * @throws IOException if the bundle cannot be opened, or lacks what the method needs
   */
  public static Explainer open(String runtime, ModelBundle bundle, ExplanationSettings settings)
      throws IOException {
    Manifest manifest = bundle.manifest();
    if (!settings.perturbs()) {
      return new ErrorShares(manifest.schema().fields(), manifest.encoder(), manifest.error());
    }
    Optional<String> lack = lack(bundle, settings);
    if (lack.isPresent()) {
      throw new IOException(lack.get());
    }
    Scorer scorer = Scorer.open(runtime, bundle);
    return new AlertExplainer(
        scorer,
        new PerturbationExplainer(
            manifest.schema().fields(),
            manifest.encoder(),
            manifest.error(),
            errors(scorer),
            BackgroundSample.of(bundle.entry(ModelBundle.BACKGROUND_ENTRY)),
            settings,
            System::nanoTime));
  }

  /** What keeps alerts of a bundle's model from being explained in this way; empty if nothing. */
  public static Optional<String> lack(ModelBundle bundle, ExplanationSettings settings) {
    return settings.perturbs() && !bundle.entryNames().contains(ModelBundle.BACKGROUND_ENTRY)
        ? Optional.of("the bundle holds no background rows, which the method needs")
        : Optional.empty();
  }

  private static ErrorFunction errors(Scorer scorer) {
    float[][] reconstructions = {{}};
    return (rows, count, errors) -> {
      if (reconstructions[0].length < rows.length) {
        reconstructions[0] = new float[rows.length];
      }
      scorer.score(rows, count, reconstructions[0], errors);
    };
  }

  @Override
  public Explanation explain(
      float[] row, float[] reconstruction, Function<FieldSpec, Object> values, int limit) {
    return explainer.explain(row, reconstruction, values, limit);
  }

  @Override
  public void close() {
    scorer.close();
  }
}
