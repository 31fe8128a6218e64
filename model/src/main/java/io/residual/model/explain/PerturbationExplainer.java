package io.residual.model.explain;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.record.FieldSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Explains by trying the row out with fields replaced, within a time budget. When the time is up,
 * or the network gives no finite error, the exact shares stand alone, and a note says so. Not
 * thread safe.
 */
public final class PerturbationExplainer implements Explainer {

  private final FieldLayout layout;
  private final FieldAccount account;
  private final ErrorShares shares;
  private final FieldGame game;
  private final Attribution.Method method;
  private final Duration budget;
  private final LongSupplier nanoClock;

  /**
   * An explainer by Kernel SHAP or LIME.
   *
   * @param fields of the schema
   * @param measure of one record's features, or of those of each record of a window
   * @param error of rows; one with the given measure
   * @param background normal rows
   * @param nanoClock as {@link System#nanoTime}
   */
  public PerturbationExplainer(
      List<FieldSpec> fields,
      FeatureEncoder encoder,
      ErrorMeasure measure,
      ErrorFunction error,
      BackgroundSample background,
      ExplanationSettings settings,
      LongSupplier nanoClock) {
    layout = new FieldLayout(encoder, measure.size());
    account = new FieldAccount(fields, layout);
    shares = new ErrorShares(fields, encoder, measure);
    game = new FieldGame(layout, error, background);
    method = method(settings);
    budget = Duration.ofMillis(settings.budgetMillis());
    this.nanoClock = nanoClock;
  }

  private static Attribution.Method method(ExplanationSettings settings) {
    return switch (settings.method()) {
      case SHAP -> new KernelShap(settings.evaluations());
      case LIME -> new Lime(settings.evaluations());
      case SHARES -> throw new IllegalArgumentException("shares need no perturbations");
    };
  }

  @Override
  public Explanation explain(
      float[] row, float[] reconstruction, Function<FieldSpec, Object> values, int limit) {
    Attribution attribution;
    try {
      game.begin(row, Deadline.after(budget, nanoClock));
      attribution = method.attribute(game, layout.fields(), seed(row));
    } catch (UnfinishedException e) {
      return shares
          .explain(row, reconstruction, values, limit)
          .withNote(method.name() + " " + e.getMessage());
    }
    return new Explanation(
        method.name(),
        attribution.baseline(),
        null,
        account.largest(attribution.contributions(), row, reconstruction, values, limit));
  }

  /** The same row gives the same explanation, wherever and whenever. */
  private static long seed(float[] row) {
    return Arrays.hashCode(row);
  }
}
