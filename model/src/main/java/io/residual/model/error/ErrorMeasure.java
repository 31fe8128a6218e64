package io.residual.model.error;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.residual.model.encode.FeatureEncoder;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The weighted squared reconstruction error, {@code sum of weight[j] * (x[j] - r[j])^2}, where x is
 * an encoded row and r its reconstruction.
 *
 * <p>Immutable and thread safe. Rows and reconstructions are row-major {@code [rows][features]}
 * arrays in one {@code float[]}. An error is finite and at least 0 if its row and reconstruction
 * are finite, and NaN or infinite otherwise.
 */
public final class ErrorMeasure {

  /** How the weights came about. */
  public enum Kind {
    /** The mean over fields of a field's squared distance, for each number that it amounts to. */
    @JsonProperty("field-mean")
    FIELD_MEAN,
    /** The plain squared distance, each feature counting alike. */
    @JsonProperty("squared")
    SQUARED,
    /** As FIELD_MEAN, with every residual in units of its spread on normal rows. The default. */
    @JsonProperty("standardized")
    STANDARDIZED
  }

  private final Kind kind;
  private final float[] weights;

  /**
   * A measure with the given weights.
   *
   * @param weights {@code [features]}, each finite and at least 0
   */
  @JsonCreator
  public ErrorMeasure(@JsonProperty("kind") Kind kind, @JsonProperty("weights") float[] weights) {
    this.kind = kind;
    this.weights = weights.clone();
    for (float weight : weights) {
      if (!(weight >= 0) || Float.isInfinite(weight)) {
        throw new IllegalArgumentException("weight " + weight + " is no finite number from 0 up");
      }
    }
  }

  /**
   * Mean over fields of the squared distance of each field's features, divided by how many
   * standardised numbers they amount to. A long vector then cannot drown a number; and a category
   * or text, whose features have length 1 together, counts as much as a number and not as much less
   * as it has features.
   */
  public static ErrorMeasure fieldMean(FeatureEncoder encoder) {
    return fieldMean(encoder, 1);
  }

  /**
   * Mean over the records of a window of the mean over fields.
   *
   * @param records of a window, at least 1
   */
  public static ErrorMeasure fieldMean(FeatureEncoder encoder, int records) {
    return new ErrorMeasure(
        Kind.FIELD_MEAN, weights(encoder, records, field -> encoder.fields().get(field).numbers()));
  }

  /**
   * Weights that give every field the same sum, spread over so many features as each amounts to.
   */
  private static float[] weights(
      FeatureEncoder encoder, int records, IntUnaryOperator featuresOfField) {
    float[] weights = new float[Math.multiplyExact(records, encoder.featureCount())];
    for (int field = 0; field < encoder.fieldCount(); field++) {
      float weight = 1f / (encoder.fieldCount() * featuresOfField.applyAsInt(field)) / records;
      for (int record = 0; record < records; record++) {
        int at = record * encoder.featureCount() + encoder.offset(field);
        Arrays.fill(weights, at, at + encoder.width(field), weight);
      }
    }
    return weights;
  }

  /** Squared Euclidean distance over the raw vector. */
  public static ErrorMeasure squared(int featureCount) {
    float[] weights = new float[featureCount];
    Arrays.fill(weights, 1f);
    return new ErrorMeasure(Kind.SQUARED, weights);
  }

  /**
   * Mean over fields of residuals in units of their spread on normal rows: the squared Mahalanobis
   * distance under a diagonal covariance of the residuals. A field that the network predicts well
   * then speaks up when a prediction fails, instead of being drowned by fields that are noisy
   * anyway.
   *
   * @param meanSquares {@code [features]}: mean squared residual of each feature on normal rows; of
   *     windows {@code [records][features]}
   */
  public static ErrorMeasure standardized(FeatureEncoder encoder, double[] meanSquares) {
    float[] weights = weights(encoder, meanSquares.length / encoder.featureCount(), encoder::width);
    for (int j = 0; j < weights.length; j++) {
      weights[j] /= (float) Math.max(meanSquares[j], SPREAD_FLOOR);
    }
    return new ErrorMeasure(Kind.STANDARDIZED, weights);
  }

  /**
   * Least mean square that a residual is divided by, in encoded units: 2% of a field's standard
   * deviation, squared. Without it, a field that is constant in training would raise an alert on
   * its first rounding error.
   */
  public static final double SPREAD_FLOOR = 0.02 * 0.02;

  /**
   * The same measure with its weights times factors.
   *
   * @param factors {@code [features]}, each finite and at least 0
   */
  public ErrorMeasure times(float[] factors) {
    float[] products = weights.clone();
    for (int j = 0; j < products.length; j++) {
      products[j] *= factors[j];
    }
    return new ErrorMeasure(kind, products);
  }

  /** How the weights came about. */
  @JsonProperty
  public Kind kind() {
    return kind;
  }

  /** A copy of the weights, {@code [features]}. */
  @JsonProperty
  public float[] weights() {
    return weights.clone();
  }

  /** Number of features of a row. */
  public int size() {
    return weights.length;
  }

  /** The error of the row that begins at index {@code start} of both arrays. */
  public double of(float[] rows, float[] reconstructions, int start) {
    return of(rows, reconstructions, start, 0, weights.length);
  }

  /**
   * The part of a row's error that comes from some of its features.
   *
   * @param from first feature
   * @param to behind the last feature
   */
  public double of(float[] rows, float[] reconstructions, int start, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      double residual = (double) rows[start + j] - reconstructions[start + j];
      sum += weights[j] * residual * residual;
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ErrorMeasure that
        && kind == that.kind
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Arrays.hashCode(weights);
  }
}
