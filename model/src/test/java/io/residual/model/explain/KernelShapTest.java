package io.residual.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelShapTest {

  private static Map<String, Double> contributions(Explanation explanation) {
    Map<String, Double> contributions = new HashMap<>();
    explanation.fields().forEach(f -> contributions.put(f.field(), f.contribution()));
    return contributions;
  }

  private static double sum(Explanation explanation) {
    return explanation.fields().stream().mapToDouble(FieldContribution::contribution).sum();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "4, 3", "5, 1", "6, 2", "7, 1", "8, 1", "9, 2", "10, 1"})
  void equalsShapleyValuesByTheirDefinition(int fields, int records) {
    TinyAutoencoder model = new TinyAutoencoder(fields, records, 5, 17 + fields);
    float[] row = model.row(new Random(fields));
    row[0] += 6;

    Map<String, Double> found = contributions(model.explain(ExplanationMethod.SHAP, row));

    double[] expected = PermutationShapley.values(model, row);
    for (int field = 0; field < fields; field++) {
      assertThat(found.get("f" + field)).isCloseTo(expected[field], within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 11, 12, 20, 40, 90})
  void sumsToTheErrorMinusTheMeanErrorOfTheBackground(int fields) {
    TinyAutoencoder model = new TinyAutoencoder(fields, 1, 4, fields);
    for (int seed = 0; seed < 5; seed++) {
      float[] row = model.row(new Random(seed));
      row[seed % model.width] += 10;

      Explanation explanation = model.explain(ExplanationMethod.SHAP, row);

      assertThat(explanation.method()).isEqualTo("kernel-shap");
      assertThat(explanation.note()).isNull();
      assertThat(explanation.baseline()).isCloseTo(model.meanBackgroundError(), within(1e-9));
      assertThat(sum(explanation))
          .isCloseTo(model.error(row) - model.meanBackgroundError(), within(1e-6));
    }
  }

  @Test
  void aSampleOfCoalitionsComesCloseToAllOfThem() {
    TinyAutoencoder model = new TinyAutoencoder(14, 1, 4, 3);
    float[] row = model.row(new Random(5));
    row[0] += 5;
    row[1] -= 3;

    Explanation sampled =
        model
            .explainer(ExplanationMethod.SHAP, model, 4 * 600)
            .explain(row, model.reconstruction(row, 0), f -> null, 14);
    Explanation all =
        model
            .explainer(ExplanationMethod.SHAP, model, 4 << 14)
            .explain(row, model.reconstruction(row, 0), f -> null, 14);

    double largest = all.fields().get(0).contribution();
    Map<String, Double> exact = contributions(all);
    contributions(sampled)
        .forEach(
            (field, value) ->
                assertThat(value).isCloseTo(exact.get(field), within(0.02 * largest)));
  }

  @Test
  void aWorthThatAddsUpIsFoundWhateverTheSample() {
    TinyAutoencoder model = new TinyAutoencoder(30, 1, 3, 9);
    // Fields that do not act together: the plain distance from 0.
    ErrorFunction additive =
        (rows, count, errors) -> {
          for (int i = 0; i < count; i++) {
            errors[i] = model.measure.of(rows, new float[rows.length], i * model.width);
          }
        };
    float[] row = model.row(new Random(1));
    float[] nothing = new float[model.width];

    Explanation explanation =
        model
            .explainer(ExplanationMethod.SHAP, additive, 3 * 200)
            .explain(row, nothing, f -> 0, 30);

    Map<String, Double> found = contributions(explanation);
    FieldLayout layout = new FieldLayout(model.encoder, model.width);
    for (int field = 0; field < 30; field++) {
      double own = layout.part(field, row, nothing, model.measure);
      double others = 0;
      for (int b = 0; b < 3; b++) {
        float[] one = new float[model.width];
        System.arraycopy(model.background.rows(), b * model.width, one, 0, model.width);
        others += layout.part(field, one, nothing, model.measure) / 3;
      }
      assertThat(found.get("f" + field)).isCloseTo(own - others, within(1e-6));
    }
  }

  @Test
  void coalitionsOfFewFieldsAreAllAndOfManyAreWithinTheLimit() {
    for (int n = 2; n <= Coalitions.ENUMERATED; n++) {
      assertThat(Coalitions.of(n, 1, 1).members()).hasSize((1 << n) - 2).doesNotHaveDuplicates();
    }
    assertThat(Coalitions.of(40, 1000, 1).members())
        .hasSizeBetween(900, 1000)
        .doesNotHaveDuplicates();
    // Too few to tell all fields apart: as many as that takes.
    assertThat(Coalitions.of(40, 10, 1).members()).hasSize(80);
    assertThat(Coalitions.of(40, 1000, 1).members())
        .isEqualTo(Coalitions.of(40, 1000, 1).members())
        .isNotEqualTo(Coalitions.of(40, 1000, 2).members());
  }
}
