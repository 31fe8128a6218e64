package io.residual.trainer.fit;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.ErrorMeasure;
import io.residual.trainer.data.EncodedRows;
import java.io.IOException;
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
      FeatureEncoder encoder, EncodedRows training, EncodedRows validation, EncodedRows test)
      throws IOException {
    Map<ErrorMeasure.Kind, double[]> errors = new EnumMap<>(ErrorMeasure.Kind.class);
    try (FittedNetwork fitted =
        new AutoencoderFitter(settings, p -> {}).fit(training, validation)) {
      float[] heldBack = Reconstructions.of(fitted.network(), validation);
      float[] tested = Reconstructions.of(fitted.network(), test);
      for (ErrorMeasure.Kind kind : ErrorMeasure.Kind.values()) {
        ErrorMeasure measure = BundleBuilder.measure(kind, encoder, validation, heldBack);
        errors.put(kind, BundleBuilder.errors(measure, test, tested));
      }
    }
    return errors;
  }
}
