package io.residual.benchmark.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A figure by set (rows) and detector (columns), with means below. */
final class FigureTable {

  private final Results results;
  private final ToDoubleFunction<Result> figure;
  private final int decimals;
  private final MarkdownTable table;

  FigureTable(Results results, ToDoubleFunction<Result> figure, int decimals) {
    this.results = results;
    this.figure = figure;
    this.decimals = decimals;
    List<String> header = new ArrayList<>(List.of("set"));
    header.addAll(results.detectors());
    table = new MarkdownTable(header);
    for (String set : results.sets()) {
      List<String> cells = new ArrayList<>(List.of(set));
      for (String detector : results.detectors()) {
        cells.add(results.figure(set, detector, figure).text(decimals));
      }
      table.row(cells);
    }
  }

  /** Adds a row of means over the given sets. */
  FigureTable mean(String name, List<String> sets) {
    List<String> cells = new ArrayList<>(List.of("**" + name + "**"));
    for (String detector : results.detectors()) {
      cells.add("**" + results.mean(sets, detector, figure).text(decimals) + "**");
    }
    table.row(cells);
    return this;
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
