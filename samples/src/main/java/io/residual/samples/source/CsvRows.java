package io.residual.samples.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.residual.samples.dataset.Label;
import io.residual.samples.dataset.LabelledRecord;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** CSV rows as flat JSON objects. Separated by comma, semicolon or tab, as the header line is. */
final class CsvRows {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  /** Numbers that people and tools write but JSON does not allow: {@code .5}, {@code 1.}, +2. */
  private static final Pattern LOOSE_NUMBER =
      Pattern.compile("[+-]?(0?\\.\\d+|(0|[1-9]\\d*)(\\.\\d*)?)([eE][+-]?\\d+)?");

  /** Longest header line that the separator is looked for in. */
  private static final int HEADER_CHARS = 1 << 16;

  private final List<String> header;
  private final int labelIndex;
  private final int keyIndex;
  private final String name;

  private CsvRows(List<String> header, String name, RowColumns columns) {
    this.header = header;
    this.name = name;
    this.labelIndex = indexOf(columns.label());
    this.keyIndex = indexOf(columns.key());
  }

  static Stream<LabelledRecord> records(BufferedReader reader, String name, RowColumns columns)
      throws IOException {
    CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator(reader))
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(reader);
    Iterator<CsvRecord> lines = csv.iterator();
    if (!lines.hasNext()) {
      return Stream.empty();
    }
    CsvRows rows = new CsvRows(header(lines.next(), name), name, columns);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .map(rows::record);
  }

  private static char separator(BufferedReader reader) throws IOException {
    reader.mark(HEADER_CHARS);
    char best = ',';
    int most = 0;
    int[] counts = new int[128];
    boolean quoted = false;
    for (int read = 0; read < HEADER_CHARS; read++) {
      int next = reader.read();
      if (next < 0 || (!quoted && (next == '\n' || next == '\r'))) {
        break;
      }
      if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && (next == ',' || next == ';' || next == '\t')) {
        counts[next]++;
        if (counts[next] > most) {
          most = counts[next];
          best = (char) next;
        }
      }
    }
    reader.reset();
    return best;
  }

  private static List<String> header(CsvRecord line, String name) {
    List<String> header = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : line.getFields()) {
      // Tools that write an index leave its name empty.
      String column = cell.isBlank() ? "column_" + (header.size() + 1) : cell.strip();
      if (!seen.add(column)) {
        throw new IllegalArgumentException(
            name + ": column '" + column + "' occurs twice in the header; rename one of them");
      }
      header.add(column);
    }
    return header;
  }

  private int indexOf(String column) {
    if (column == null) {
      return -1;
    }
    int index = header.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          name + " has no column '" + column + "'; its columns are " + header);
    }
    return index;
  }

  private LabelledRecord record(CsvRecord line) {
    List<String> cells = line.getFields();
    if (cells.size() > header.size()) {
      throw new IllegalArgumentException(
          "%s, line %d: %d cells, but the header has %d; quote cells that hold the separator"
              .formatted(name, line.getStartingLineNumber(), cells.size(), header.size()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (int index = 0; index < cells.size(); index++) {
        if (index != labelIndex && !cells.get(index).isBlank()) {
          json.writeFieldName(header.get(index));
          writeValue(json, cells.get(index));
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    Label label =
        labelIndex < 0
            ? Label.UNKNOWN
            : RowLabels.parse(labelIndex < cells.size() ? cells.get(labelIndex) : "");
    String key =
        keyIndex < 0 || keyIndex >= cells.size() || cells.get(keyIndex).isBlank()
            ? null
            : cells.get(keyIndex).strip();
    return new LabelledRecord(key, bytes.toByteArray(), null, key, label);
  }

  private static void writeValue(JsonGenerator json, String cell) throws IOException {
    String text = cell.strip();
    if (JSON_NUMBER.matcher(text).matches()) {
      json.writeNumber(text);
    } else if (LOOSE_NUMBER.matcher(text).matches()) {
      json.writeNumber(new BigDecimal(text));
    } else if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      json.writeBoolean(text.equalsIgnoreCase("true"));
    } else {
      json.writeString(cell);
    }
  }
}
