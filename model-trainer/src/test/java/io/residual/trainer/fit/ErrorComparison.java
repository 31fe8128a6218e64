package io.residual.trainer.fit;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;
import io.residual.trainer.data.NetworkRows;
import java.util.EnumMap;
import java.util.Map;

/** Fits a network and gives the errors of test rows by each kind of error. */
public final class ErrorComparison {

  private final FitSettings settings;

  /** A comparison of networks fitted in the given way. */
  public ErrorComparison(FitSettings settings) {
    this.settings = settings;
  }

  /** Errors of the test rows, {@code [rows]}, by kind. */
  public Map<ErrorMeasure.Kind, double[]> errors(
      FeatureEncoder encoder, NetworkRows training, NetworkRows validation, NetworkRows test) {
    Map<ErrorMeasure.Kind, double[]> errors = new EnumMap<>(ErrorMeasure.Kind.class);
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, p -> {}).fit(training, validation)) {
      for (ErrorMeasure.Kind kind : ErrorMeasure.Kind.values()) {
        ErrorMeasure measure = BundleBuilder.measure(kind, encoder, validation, fitted.network());
        errors.put(kind, BundleBuilder.errors(measure, test, fitted.network()));
      }
    }
    return errors;
  }
}
