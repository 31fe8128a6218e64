package io.residual.benchmark.quality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown: the first column is text, the others are figures. */
final class MarkdownTable {

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /** Adds a row with as many cells as the header. */
  void row(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells under a header of " + header.size() + ": " + cells);
    }
    rows.add(List.copyOf(cells));
  }

  /** The table, a line break at its end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(line(header));
    text.append("|---").append("|--:".repeat(header.size() - 1)).append("|\n");
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    List<String> escaped = new ArrayList<>(cells);
    Collections.replaceAll(escaped, "", " ");
    escaped.replaceAll(cell -> cell.replace("|", "\\|"));
    return "| " + String.join(" | ", escaped) + " |\n";
  }
}
