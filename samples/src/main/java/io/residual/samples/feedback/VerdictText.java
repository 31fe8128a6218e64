package io.residual.samples.feedback;

import io.residual.model.feedback.Verdict;
import io.residual.samples.consumer.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A verdict in words. */
final class VerdictText {

  private VerdictText() {}

  /** What is said, about what, for how long, by whom. */
  static List<String> lines(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict.kind().code() + "  " + Quantity.harmless(verdict.id()));
    lines.add("  " + about(verdict));
    if (verdict.by() != null || verdict.note() != null) {
      String by = verdict.by() == null ? "" : "by " + Quantity.harmless(verdict.by());
      String note = verdict.note() == null ? "" : Quantity.harmless(verdict.note());
      String colon = by.isEmpty() || note.isEmpty() ? "" : ": ";
      lines.add("  " + verdict.at() + "  " + by + colon + note);
    }
    return lines;
  }

  private static String about(Verdict verdict) {
    List<String> parts = new ArrayList<>();
    if (verdict.complete()) {
      parts.add(verdict.entity() == null ? "all entities" : Quantity.harmless(verdict.entity()));
    } else {
      parts.add("as alert " + Quantity.harmless(verdict.alert()));
    }
    if (!verdict.fields().isEmpty()) {
      parts.add("due to " + Quantity.harmless(String.join(", ", verdict.fields())));
    }
    if (verdict.kind() != Verdict.Kind.CONFIRMED) {
      boolean told = verdict.error() != null;
      parts.add(
          told
              ? "like an error of " + Quantity.number(BigDecimal.valueOf(verdict.error()))
              : verdict.complete() ? "near the threshold" : "like its error");
    }
    if (verdict.from() != null) {
      parts.add("from " + verdict.from());
    }
    if (verdict.until() != null) {
      parts.add("until " + verdict.until());
    }
    return String.join(", ", parts);
  }
}
