package io.residual.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimeTest {

  /** Few fields, all of whose combinations are tried, and many, of which a sample is. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 11, 25, 60})
  void recoversTheWeightsOfALinearError(int fields) {
    TinyAutoencoder model = new TinyAutoencoder(fields, 1, 4, fields);
    double[] weights = new Random(fields).doubles(model.width, -2, 2).toArray();
    ErrorFunction linear =
        (rows, count, errors) -> {
          for (int i = 0; i < count; i++) {
            errors[i] = 7;
            for (int j = 0; j < model.width; j++) {
              errors[i] += weights[j] * rows[i * model.width + j];
            }
          }
        };
    float[] row = model.row(new Random(8));

    Explanation explanation =
        model
            .explainer(ExplanationMethod.LIME, linear, 1 << 12)
            .explain(row, new float[model.width], f -> null, fields);

    assertThat(explanation.method()).isEqualTo("lime");
    double total = 0;
    for (FieldContribution field : explanation.fields()) {
      int number = Integer.parseInt(field.field().substring(1));
      double expected = 0;
      for (int j = 0; j < model.encoder.width(number); j++) {
        int at = model.encoder.offset(number) + j;
        double mean = 0;
        for (int b = 0; b < 4; b++) {
          mean += model.background.rows()[b * model.width + at] / 4;
        }
        expected += weights[at] * (row[at] - mean);
      }
      // The ridge shrinks a little.
      assertThat(field.contribution())
          .isCloseTo(expected, within(0.005 + 0.01 * Math.abs(expected)));
      total += field.contribution();
    }
    double[] error = new double[1];
    linear.of(row, 1, error);
    assertThat(explanation.baseline() + total).isCloseTo(error[0], within(0.02));
  }
}
