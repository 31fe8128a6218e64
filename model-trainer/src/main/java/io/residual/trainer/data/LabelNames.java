package io.residual.trainer.data;

import java.util.Locale;
import java.util.Set;

/** Tells columns that look like labels: a model that sees the answer has nothing to learn. */
final class LabelNames {

  /** More different values than this are a measurement, whatever its name. */
  private static final int MAX_CLASSES = 20;

  /** Names that mean a label in most tables, without case, blanks and underscores. */
  private static final Set<String> NAMES =
      Set.of(
          "label",
          "labels",
          "anomaly",
          "anomalies",
          "isanomaly",
          "anomalous",
          "isanomalous",
          "outlier",
          "isoutlier",
          "class",
          "target",
          "groundtruth",
          "truth",
          "ytrue",
          "attack",
          "isattack",
          "fraud",
          "isfraud",
          "intrusion",
          "changepoint");

  /** Parts of names that hint at a label if there are two values only. */
  private static final Set<String> HINTS =
      Set.of("anomal", "outlier", "label", "fraud", "attack", "intrusion", "malicious", "groundtr");

  private LabelNames() {}

  /**
   * Whether a column looks like a label.
   *
   * @param name of the column or field, or its path
   * @param distinct how many different values it holds
   */
  static boolean suspects(String name, int distinct) {
    String last = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
    String bare = last.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    return (NAMES.contains(bare) && distinct <= MAX_CLASSES)
        || (distinct <= 2 && HINTS.stream().anyMatch(bare::contains));
  }

  /** What to tell about such a column. */
  static String advice(String column) {
    return "looks like a label, which a model must not see: take it out of the schema and give"
        + " --label "
        + column;
  }
}
