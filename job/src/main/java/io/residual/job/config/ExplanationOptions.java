package io.residual.job.config;

import io.residual.model.explain.ExplanationMethod;
import io.residual.model.explain.ExplanationSettings;
import java.time.Duration;

/** Options on how alerts are explained. */
final class ExplanationOptions {

  static final JobOption<ExplanationMethod> METHOD =
      JobOption.of(
          "explanation.method",
          OptionType.choice(ExplanationMethod.class),
          null,
          "How alerts are explained: exact error shares, Kernel SHAP or LIME, which load a second"
              + " network and take many evaluations an alert. By default the bundle's value.");

  static final JobOption<Duration> BUDGET =
      JobOption.of(
              "explanation.budget",
              OptionType.DURATION,
              null,
              "How long the explanation of an alert may take; then the exact shares stand alone, and"
                  + " the alert says so. By default the bundle's value.")
          .allowing(
              "from 1 ms to 1 min",
              budget ->
                  budget.toMillis() >= 1
                      && budget.toMillis() <= ExplanationSettings.MAX_BUDGET_MILLIS);

  static final JobOption<Integer> EVALUATIONS =
      JobOption.of(
              "explanation.evaluations",
              OptionType.INTEGER,
              null,
              "Rows that an explanation by Kernel SHAP or LIME puts through the network at most,"
                  + " where fields are too many to try all combinations. By default the bundle's"
                  + " value.")
          .allowing(
              "from 1 to " + ExplanationSettings.MAX_EVALUATIONS,
              count -> count >= 1 && count <= ExplanationSettings.MAX_EVALUATIONS);

  private ExplanationOptions() {}
}
