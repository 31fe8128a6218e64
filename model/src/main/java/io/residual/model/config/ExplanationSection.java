package io.residual.model.config;

import io.residual.model.explain.BackgroundSample;
import io.residual.model.explain.ExplanationMethod;
import io.residual.model.explain.ExplanationSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code explanation} section. */
final class ExplanationSection {

  private static final Map<String, ExplanationMethod> METHODS =
      ConfigSection.named(ExplanationMethod.values());

  private final ConfigSection section;

  ExplanationSection(ConfigSection section) {
    this.section = section;
  }

  ExplanationSettings read() {
    ExplanationSettings otherwise = ExplanationSettings.DEFAULT;
    ExplanationSettings settings =
        new ExplanationSettings(
            section.choice("method", METHODS, otherwise.method()),
            (int)
                section.integer("background", otherwise.background(), 0, BackgroundSample.MAX_ROWS),
            budget(otherwise.budgetMillis()),
            (int)
                section.integer(
                    "evaluations",
                    otherwise.evaluations(),
                    1,
                    ExplanationSettings.MAX_EVALUATIONS));
    section.refuseUnknownKeys();
    if (settings.perturbs() && settings.background() == 0) {
      section.fault(
          "background",
          "is 0, but the method replaces fields by those of training rows",
          "let the bundle hold some rows, such as 16, or set method to shares");
    }
    return settings;
  }

  private int budget(int otherwise) {
    Optional<Duration> budget = section.duration("budget");
    if (budget.isPresent() && budget.get().toMillis() > ExplanationSettings.MAX_BUDGET_MILLIS) {
      section.fault(
          "budget",
          "is " + budget.get().toMillis() + " ms",
          "write at most " + ExplanationSettings.MAX_BUDGET_MILLIS + " ms");
      return otherwise;
    }
    return budget.map(duration -> (int) duration.toMillis()).orElse(otherwise);
  }
}
