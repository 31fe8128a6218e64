package io.residual.benchmark.quality;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.residual.trainer.data.AnomalyLabel;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Rows of a labelled file as they stand there, the labels apart: cells never hold a label, so that
 * whatever is trained on them has not seen one.
 *
 * @param columns names, {@code [columns]}
 * @param cells {@code [rows][columns]}
 * @param anomalies the labels, {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // large, made once and shared by all splits
record LabelledRows(List<String> columns, String[][] cells, boolean[] anomalies) {

  /**
   * Reads a gzip CSV file with a header whose last column is the label.
   *
   * @param noFeatures columns that are neither features nor the label
   * @throws IOException if the file cannot be read, has no row, or a row has too few or many cells
   */
  static LabelledRows read(Path file, Set<String> noFeatures) throws IOException {
    try (Reader text =
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8);
        CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(text)) {
      List<String> header = null;
      int[] features = {};
      List<String[]> cells = new ArrayList<>();
      List<Boolean> labels = new ArrayList<>();
      for (CsvRecord row : rows) {
        if (header == null) {
          header = row.getFields();
          features = features(header, noFeatures);
          continue;
        }
        if (row.getFieldCount() != header.size()) {
          throw new IOException(
              String.format(
                  "%s, line %d: %d cells under a header of %d; mend the file",
                  file, row.getStartingLineNumber(), row.getFieldCount(), header.size()));
        }
        cells.add(Arrays.stream(features).mapToObj(row::getField).toArray(String[]::new));
        labels.add(AnomalyLabel.isAnomaly(row.getField(header.size() - 1)));
      }
      if (cells.isEmpty()) {
        throw new IOException(file + " has no row; give a file with a header and rows");
      }
      boolean[] anomalies = new boolean[labels.size()];
      for (int i = 0; i < anomalies.length; i++) {
        anomalies[i] = labels.get(i);
      }
      return new LabelledRows(
          Arrays.stream(features).mapToObj(header::get).toList(),
          cells.toArray(String[][]::new),
          anomalies);
    }
  }

  private static int[] features(List<String> header, Set<String> noFeatures) {
    return IntStream.range(0, header.size() - 1)
        .filter(column -> !noFeatures.contains(header.get(column)))
        .toArray();
  }

  int size() {
    return cells.length;
  }

  /** The rows of the given indices, in that order. */
  LabelledRows rows(int... indices) {
    String[][] chosen = new String[indices.length][];
    boolean[] labels = new boolean[indices.length];
    for (int i = 0; i < indices.length; i++) {
      chosen[i] = cells[indices[i]];
      labels[i] = anomalies[indices[i]];
    }
    return new LabelledRows(columns, chosen, labels);
  }

  /** The rows whose index the test accepts, in the order of the file. */
  LabelledRows where(IntPredicate test) {
    return rows(IntStream.range(0, size()).filter(test).toArray());
  }

  /** These rows, then those. */
  LabelledRows and(LabelledRows more) {
    if (!more.columns.equals(columns)) {
      throw new IllegalArgumentException("columns " + more.columns + " after " + columns);
    }
    String[][] all = Arrays.copyOf(cells, size() + more.size());
    System.arraycopy(more.cells, 0, all, size(), more.size());
    boolean[] labels = Arrays.copyOf(anomalies, all.length);
    System.arraycopy(more.anomalies, 0, labels, size(), more.size());
    return new LabelledRows(columns, all, labels);
  }

  /** The index of a column. */
  int column(String name) {
    int column = columns.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException("no column '" + name + "' among " + columns);
    }
    return column;
  }

  /** The same rows without a column. */
  LabelledRows without(String name) {
    int gone = column(name);
    int[] kept = IntStream.range(0, columns.size()).filter(column -> column != gone).toArray();
    String[][] rest = new String[size()][];
    for (int i = 0; i < rest.length; i++) {
      String[] row = cells[i];
      rest[i] = Arrays.stream(kept).mapToObj(column -> row[column]).toArray(String[]::new);
    }
    return new LabelledRows(
        Arrays.stream(kept).mapToObj(columns::get).toList(), rest, anomalies.clone());
  }

  /** Writes header and cells, without the labels. */
  void writeUnlabelled(Path file) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().build(file, StandardCharsets.UTF_8)) {
      csv.writeRecord(columns);
      for (String[] row : cells) {
        csv.writeRecord(row);
      }
    }
  }
}
