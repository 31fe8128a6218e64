package io.residual.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.record.FieldSpec;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for explanations, however they are found. */
class ExplainerContractTest {

  private static Explanation explain(
      TinyAutoencoder model, ExplanationMethod method, float[] row, int limit) {
    return model
        .explainer(method)
        .explain(row, model.reconstruction(row, 0), FieldSpec::name, limit);
  }

  @ParameterizedTest
  @EnumSource
  void figuresAreFiniteSharesSumToOneAndContributionsDescend(ExplanationMethod method) {
    for (int seed = 0; seed < 20; seed++) {
      TinyAutoencoder model = new TinyAutoencoder(1 + seed, 1 + seed % 3, 4, seed);
      float[] row = model.row(new Random(seed));
      row[seed % model.width] += seed;

      Explanation explanation = explain(model, method, row, 100);

      assertThat(explanation.baseline()).isFinite();
      assertThat(explanation.note()).isNull();
      assertThat(explanation.fields()).hasSize(1 + seed);
      double last = Double.POSITIVE_INFINITY;
      double shares = 0;
      for (FieldContribution field : explanation.fields()) {
        assertThat(field.contribution()).isFinite().isLessThanOrEqualTo(last);
        assertThat(field.share()).isBetween(0.0, 1.0);
        last = field.contribution();
        shares += field.share();
      }
      assertThat(shares).isCloseTo(1, within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void contributionsAndBaselineSumToTheError(ExplanationMethod method) {
    // LIME's linear model is near the error only; nearer, the more the fault is one field's.
    double allowed = method == ExplanationMethod.LIME ? 0.1 : 1e-6;
    for (int seed = 0; seed < 10; seed++) {
      TinyAutoencoder model = new TinyAutoencoder(8, 1, 6, seed);
      float[] row = model.row(new Random(seed));
      row[0] += 20;

      Explanation explanation = explain(model, method, row, 8);

      double sum = explanation.baseline();
      for (FieldContribution field : explanation.fields()) {
        sum += field.contribution();
      }
      assertThat(sum).isCloseTo(model.error(row), within(allowed * model.error(row)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameRowIsExplainedAlikeByAnyInstanceInAnyOrder(ExplanationMethod method) {
    TinyAutoencoder model = new TinyAutoencoder(16, 2, 4, 1);
    float[] one = model.row(new Random(1));
    float[] other = model.row(new Random(2));
    Explainer explainer = model.explainer(method);
    Explanation first = explainer.explain(one, model.reconstruction(one, 0), FieldSpec::name, 16);
    explainer.explain(other, model.reconstruction(other, 0), FieldSpec::name, 16);

    assertThat(explainer.explain(one, model.reconstruction(one, 0), FieldSpec::name, 16))
        .isEqualTo(first)
        .isEqualTo(explain(model, method, one.clone(), 16));
  }

  @ParameterizedTest
  @EnumSource
  void aLimitLeavesOutTheSmallest(ExplanationMethod method) {
    TinyAutoencoder model = new TinyAutoencoder(9, 1, 4, 1);
    float[] row = model.row(new Random(1));

    assertThat(explain(model, method, row, 3).fields())
        .isEqualTo(explain(model, method, row, 9).fields().subList(0, 3));
    assertThat(explain(model, method, row, 0).fields()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theFieldFarOutIsNamedFirstWithWhatTheRecordHeld(ExplanationMethod method) {
    for (int seed = 0; seed < 20; seed++) {
      TinyAutoencoder model = new TinyAutoencoder(14, 2, 6, seed);
      float[] row = model.row(new Random(seed));
      int newest = model.width - model.encoder.featureCount();
      row[newest + model.encoder.offset(3)] = -60;

      FieldContribution first = explain(model, method, row, 5).fields().get(0);

      assertThat(first.field()).isEqualTo("f3");
      assertThat(first.value()).isEqualTo("f3");
      assertThat(first.direction()).isEqualTo("low");
      assertThat(first.expected()).isInstanceOf(Double.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRowIsLeftAsItIs(ExplanationMethod method) {
    TinyAutoencoder model = new TinyAutoencoder(9, 1, 4, 1);
    float[] row = model.row(new Random(1));
    float[] before = row.clone();

    explain(model, method, row, 3);

    assertThat(row).containsExactly(before);
  }
}
