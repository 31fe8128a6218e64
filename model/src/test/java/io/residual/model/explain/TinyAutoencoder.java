package io.residual.model.explain;

import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random network with one hidden layer of tanh: its error mixes all fields, as that of a real one
 * does. Every third field is a category of three features, the others are numbers.
 */
final class TinyAutoencoder implements ErrorFunction {

  private static final int HIDDEN = 4;

  final List<FieldSpec> fields = new ArrayList<>();
  final FeatureEncoder encoder;
  final ErrorMeasure measure;
  final BackgroundSample background;
  final int width;

  private final float[][] in;
  private final float[][] out;

  TinyAutoencoder(int fieldCount, int records, int backgroundRows, long seed) {
    Random random = new Random(seed);
    List<FieldEncoding> encodings = new ArrayList<>();
    for (int i = 0; i < fieldCount; i++) {
      boolean category = i % 3 == 2;
      FieldType type =
          category ? new FieldType.Categorical(2) : new FieldType.Numeric(Scaling.STANDARD);
      fields.add(FieldSpec.of("f" + i, type));
      encodings.add(
          category
              ? new CategoricalEncoding(List.of("run", "idle"), false)
              : new NumericEncoding(new NumberScale(10 * i, 2, 0), false));
    }
    encoder = new FeatureEncoder(encodings);
    measure = ErrorMeasure.fieldMean(encoder, records);
    width = measure.size();
    in = matrix(HIDDEN, random);
    out = matrix(HIDDEN, random);
    float[] rows = new float[backgroundRows * width];
    for (int b = 0; b < backgroundRows; b++) {
      System.arraycopy(row(random), 0, rows, b * width, width);
    }
    background = new BackgroundSample(rows, backgroundRows, width);
  }

  private float[][] matrix(int rows, Random random) {
    float[][] matrix = new float[rows][width];
    for (float[] weights : matrix) {
      for (int j = 0; j < width; j++) {
        weights[j] = (float) (random.nextGaussian() / Math.sqrt(width));
      }
    }
    return matrix;
  }

  /** A random row. */
  float[] row(Random random) {
    float[] row = new float[width];
    for (int at = 0; at < width; at += encoder.featureCount()) {
      for (int field = 0; field < encoder.fieldCount(); field++) {
        int from = at + encoder.offset(field);
        if (encoder.width(field) > 1) {
          row[from + random.nextInt(encoder.width(field))] = 1;
        } else {
          row[from] = (float) random.nextGaussian();
        }
      }
    }
    return row;
  }

  float[] reconstruction(float[] rows, int at) {
    float[] reconstruction = new float[width];
    for (int h = 0; h < HIDDEN; h++) {
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += in[h][j] * rows[at + j];
      }
      for (int j = 0; j < width; j++) {
        reconstruction[j] += (float) (out[h][j] * Math.tanh(sum));
      }
    }
    return reconstruction;
  }

  double error(float[] row) {
    return measure.of(row, reconstruction(row, 0), 0);
  }

  @Override
  public void of(float[] rows, int rowCount, double[] errors) {
    float[] row = new float[width];
    for (int i = 0; i < rowCount; i++) {
      System.arraycopy(rows, i * width, row, 0, width);
      errors[i] = error(row);
    }
  }

  double meanBackgroundError() {
    double[] errors = new double[background.count()];
    of(background.rows(), errors.length, errors);
    double sum = 0;
    for (double error : errors) {
      sum += error;
    }
    return sum / errors.length;
  }

  /** Without limits that a test would notice. */
  Explainer explainer(ExplanationMethod method) {
    return method == ExplanationMethod.SHARES
        ? new ErrorShares(fields, encoder, measure)
        : explainer(method, this, 1 << 13);
  }

  Explainer explainer(ExplanationMethod method, ErrorFunction error, int evaluations) {
    return new PerturbationExplainer(
        fields,
        encoder,
        measure,
        error,
        background,
        new ExplanationSettings(method, background.count(), 60_000, evaluations),
        () -> 0);
  }

  Explanation explain(ExplanationMethod method, float[] row) {
    return explainer(method)
        .explain(row, reconstruction(row, 0), FieldSpec::name, Integer.MAX_VALUE);
  }
}
