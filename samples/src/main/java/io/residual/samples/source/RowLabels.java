package io.residual.samples.source;

import io.residual.samples.dataset.Label;
import java.util.Locale;
import java.util.Set;

/** What a cell of a label column says. */
final class RowLabels {

  private static final Set<String> NORMAL = Set.of("", "false", "f", "no", "n", "normal", "ok");
  private static final Set<String> ANOMALY =
      Set.of("true", "t", "yes", "y", "anomaly", "anomalous", "outlier", "fault");

  private RowLabels() {}

  /** Zero and words for "no" are normal, other numbers an anomaly, other words its kind. */
  static Label parse(String cell) {
    String text = cell.strip().toLowerCase(Locale.ROOT);
    if (NORMAL.contains(text)) {
      return Label.NORMAL;
    }
    if (ANOMALY.contains(text)) {
      return Label.anomaly("");
    }
    try {
      return Double.parseDouble(text) == 0 ? Label.NORMAL : Label.anomaly("");
    } catch (NumberFormatException e) {
      return Label.anomaly(text);
    }
  }
}
