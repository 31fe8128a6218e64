package io.residual.trainer.cli;

import io.residual.trainer.evaluate.Comparison;
import io.residual.trainer.evaluate.Comparison.Check;
import io.residual.trainer.evaluate.Comparison.Verdict;
import io.residual.trainer.report.Numbers;
import java.util.Locale;

/** A comparison for people, as text. */
final class ComparisonText {

  private final Comparison comparison;
  private final StringBuilder text = new StringBuilder();

  private ComparisonText(Comparison comparison) {
    this.comparison = comparison;
  }

  static String of(Comparison comparison, boolean passed) {
    ComparisonText text = new ComparisonText(comparison);
    text.head();
    text.table();
    text.conclusion(passed);
    return text.text.toString();
  }

  private void head() {
    line("current    %s %s", comparison.current().name(), comparison.current().version());
    line("candidate  %s %s", comparison.candidate().name(), comparison.candidate().version());
    line(
        "%,d rows scored by both%s, compared by %s (%,d to draw samples from)",
        comparison.rows(),
        comparison.onlyCurrent() + comparison.onlyCandidate() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %,d by the current model only, %,d by the candidate only",
                comparison.onlyCurrent(),
                comparison.onlyCandidate()),
        comparison.labelled() ? "labels" : "planted anomalies",
        comparison.units());
    if (!comparison.current().schema().equals(comparison.candidate().schema())) {
      line("The schemas differ; only the rows and events, not the fields, are the same.");
    }
    line("");
  }

  private void table() {
    TextTable table =
        new TextTable().row("", "current", "candidate", "difference", "interval", "candidate is");
    comparison.checks().forEach(check -> row(table, check, true));
    table.row(
        comparison.labelled() ? "alerts on normal rows" : "alerts",
        String.format(Locale.ROOT, "%,d", comparison.currentAlerts()),
        String.format(Locale.ROOT, "%,d", comparison.candidateAlerts()),
        String.format(
            Locale.ROOT, "%+,d", comparison.candidateAlerts() - comparison.currentAlerts()),
        "",
        comparison.alertVerdict() == Verdict.WORSE ? "worse" : "not worse");
    comparison.others().forEach(check -> row(table, check, false));
    text.append(table.text());
    line("");
  }

  private static void row(TextTable table, Check check, boolean decides) {
    table.row(
        check.name(),
        Numbers.share(check.current()),
        Numbers.share(check.candidate()),
        signed(check.difference().value()),
        signed(check.difference().interval().low())
            + " to "
            + signed(check.difference().interval().high()),
        decides ? word(check.verdict()) : "(decides nothing)");
  }

  private static String signed(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%+.4f", value);
  }

  private static String word(Verdict verdict) {
    return verdict == Verdict.UNDECIDED
        ? "not to be told"
        : verdict.name().toLowerCase(Locale.ROOT);
  }

  private void conclusion(boolean passed) {
    String finding =
        switch (comparison.verdict()) {
          case BETTER -> "The candidate is better.";
          case EQUIVALENT -> "The two are as good as each other, to within the margins.";
          case UNDECIDED ->
              "These rows do not tell which is better; more rows, or more events, would.";
          case WORSE -> "The candidate is worse.";
        };
    line("%s %s", finding, passed ? "It passes." : "It does not pass.");
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }
}
