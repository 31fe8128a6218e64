package io.residual.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.record.FieldSpec;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerturbationExplainerTest {

  private final TinyAutoencoder model = new TinyAutoencoder(9, 1, 8, 4);
  private final float[] row = model.row(new Random(4));
  private final AtomicLong clock = new AtomicLong();

  private Explainer limited(ExplanationMethod method, ErrorFunction error, int budgetMillis) {
    return new PerturbationExplainer(
        model.fields,
        model.encoder,
        model.measure,
        error,
        model.background,
        new ExplanationSettings(method, 8, budgetMillis, 1 << 13),
        clock::get);
  }

  private Explanation explain(Explainer explainer) {
    return explainer.explain(row, model.reconstruction(row, 0), FieldSpec::name, 9);
  }

  @ParameterizedTest
  @EnumSource(names = {"SHAP", "LIME"})
  void whenTimeIsUpTheExactSharesStandAloneAndSaySo(ExplanationMethod method) {
    ErrorFunction slow =
        (rows, count, errors) -> {
          clock.addAndGet(30_000_000);
          model.of(rows, count, errors);
        };

    Explanation late = explain(limited(method, slow, 30));

    Explanation shares = model.explain(ExplanationMethod.SHARES, row);
    assertThat(late.method()).isEqualTo("error-shares");
    assertThat(late.fields()).isEqualTo(shares.fields());
    assertThat(late.note())
        .isEqualTo(
            (method == ExplanationMethod.SHAP ? "kernel-shap" : "lime")
                + " not finished within the budget of 30 ms");
    // Time enough for the next one: each has a budget of its own.
    assertThat(explain(limited(method, slow, 30_000)).note()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"SHAP", "LIME"})
  void aModelWithoutAnErrorForAMixedRecordLeavesTheShares(ExplanationMethod method) {
    for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      ErrorFunction failing =
          (rows, count, errors) -> {
            model.of(rows, count, errors);
            errors[count - 1] = broken;
          };

      Explanation explanation = explain(limited(method, failing, 1000));

      assertThat(explanation.method()).isEqualTo("error-shares");
      assertThat(explanation.note()).contains("no finite error");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SHAP", "LIME"})
  void aFieldThatIsAsInTheBackgroundHasNoPart(ExplanationMethod method) {
    float[] rows = model.background.rows().clone();
    for (int b = 0; b < 8; b++) {
      rows[b * model.width] = row[0];
    }
    Explainer explainer =
        new PerturbationExplainer(
            model.fields,
            model.encoder,
            model.measure,
            model,
            new BackgroundSample(rows, 8, model.width),
            new ExplanationSettings(method, 8, 1000, 1 << 13),
            clock::get);

    assertThat(explain(explainer).fields())
        .filteredOn(field -> field.field().equals("f0"))
        .extracting(FieldContribution::contribution)
        .containsExactly(0.0);
  }

  @ParameterizedTest
  @EnumSource(names = {"SHAP", "LIME"})
  void aRowThatIsTheWholeBackgroundHasNothingToExplain(ExplanationMethod method) {
    float[] rows = new float[2 * row.length];
    System.arraycopy(row, 0, rows, 0, row.length);
    System.arraycopy(row, 0, rows, row.length, row.length);
    Explainer explainer =
        new PerturbationExplainer(
            model.fields,
            model.encoder,
            model.measure,
            model,
            new BackgroundSample(rows, 2, model.width),
            new ExplanationSettings(method, 2, 1000, 1 << 13),
            clock::get);

    Explanation explanation = explain(explainer);

    assertThat(explanation.baseline()).isEqualTo(model.error(row));
    assertThat(explanation.fields())
        .allSatisfy(field -> assertThat(field.contribution()).isZero())
        .allSatisfy(field -> assertThat(field.share()).isZero());
  }

  @Test
  void theNetworkIsGivenManyRowsACall() {
    AtomicLong calls = new AtomicLong();
    AtomicLong most = new AtomicLong();
    ErrorFunction counting =
        (rows, count, errors) -> {
          calls.incrementAndGet();
          most.accumulateAndGet(count, Math::max);
          model.of(rows, count, errors);
        };

    explain(limited(ExplanationMethod.SHAP, counting, 1000));

    // (2^9 - 2) coalitions and 2, with 8 background rows each.
    assertThat(calls.get()).isEqualTo(1 + 4);
    assertThat(most.get()).isEqualTo(1024);
  }

  @Test
  void aBackgroundOfOtherRowsIsRefused() {
    float[] narrow = new float[3];
    Arrays.fill(narrow, 1);

    assertThatThrownBy(
            () ->
                new PerturbationExplainer(
                    model.fields,
                    model.encoder,
                    model.measure,
                    model,
                    new BackgroundSample(narrow, 1, 3),
                    ExplanationSettings.DEFAULT,
                    clock::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("background rows have 3 features");
  }
}
