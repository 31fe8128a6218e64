package io.residual.model.encode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Finds columns that hold nothing, one value only, or what another column holds already. */
final class ColumnComparison {

  /** Among more columns of numbers than this, straight lines are not looked for: time. */
  private static final int MAX_COMPARED = 2000;

  private final List<String> names = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();
  private final List<Boolean> absenceTells = new ArrayList<>();
  private final List<ColumnTrace> traces = new ArrayList<>();

  /**
   * Adds a column.
   *
   * @param isNumeric whether to look for straight lines
   * @param hasIndicator whether the model is told which rows lack a value
   */
  void add(String name, boolean isNumeric, boolean hasIndicator, ColumnTrace trace) {
    names.add(name);
    numeric.add(isNumeric);
    absenceTells.add(hasIndicator && trace.missingRows() > 0);
    traces.add(trace);
  }

  /** What there is to find, in the order of the columns; at most one finding a column. */
  List<ColumnFinding> findings() {
    List<ColumnFinding> findings = new ArrayList<>();
    Map<Long, Integer> digests = new HashMap<>();
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < traces.size(); i++) {
      ColumnTrace trace = traces.get(i);
      if (trace.isEmpty()) {
        findings.add(finding(ColumnFinding.Kind.EMPTY, i, "is missing in every row"));
      } else if (trace.isConstant() && !absenceTells.get(i)) {
        findings.add(finding(ColumnFinding.Kind.CONSTANT, i, constant(trace)));
      } else {
        Integer twin = digests.putIfAbsent(trace.digest(), i);
        if (twin != null && trace.equalsInEveryRow(traces.get(twin))) {
          findings.add(duplicate(i, "equals " + names.get(twin) + " in every row"));
        } else if (numeric.get(i)) {
          line(i, candidates, findings);
        }
      }
    }
    return findings;
  }

  private void line(int column, List<Integer> candidates, List<ColumnFinding> findings) {
    for (int candidate : candidates) {
      OptionalDouble factor = traces.get(column).factorOf(traces.get(candidate));
      if (factor.isPresent()) {
        findings.add(
            duplicate(
                column,
                String.format(
                    Locale.ROOT,
                    "is a straight line of %s (factor %.6g)",
                    names.get(candidate),
                    factor.getAsDouble())));
        return;
      }
    }
    if (candidates.size() < MAX_COMPARED) {
      candidates.add(column);
    }
  }

  private ColumnFinding duplicate(int column, String detail) {
    return finding(ColumnFinding.Kind.DUPLICATE, column, detail);
  }

  private static String constant(ColumnTrace trace) {
    String value = trace.first();
    String shown = value.length() <= 40 ? value : value.substring(0, 40) + "…";
    return trace.missingRows() == 0
        ? "is " + shown + " in every row"
        : String.format(Locale.ROOT, "is %s or missing (%,d rows)", shown, trace.missingRows());
  }

  private ColumnFinding finding(ColumnFinding.Kind kind, int column, String detail) {
    return new ColumnFinding(kind, names.get(column), detail);
  }
}
