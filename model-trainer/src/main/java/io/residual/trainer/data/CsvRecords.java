package io.residual.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * CSV rows as flat JSON objects: numbers keep their digits, {@code true} and {@code false} become
 * booleans, an empty cell is left out, everything else is a string. Separated by comma, semicolon
 * or tab, as the header line is.
 */
final class CsvRecords implements JsonRecords {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  /** Numbers that people and tools write but JSON does not allow: {@code .5}, {@code 1.}, +2. */
  private static final Pattern LOOSE_NUMBER =
      Pattern.compile("[+-]?(0?\\.\\d+|(0|[1-9]\\d*)(\\.\\d*)?)([eE][+-]?\\d+)?");

  /** Longest header line that the separator is looked for in. */
  private static final int HEADER_CHARS = 1 << 16;

  private final CloseableIterator<CsvRecord> lines;
  private final String name;
  private final List<String> header;
  private final int labelIndex;
  private final int keyIndex;
  private CsvRecord row;
  private byte[] json = {};

  /** The rows under the header that the stream begins with; an empty stream has no rows. */
  CsvRecords(String name, InputStream in, RecordColumns columns) throws IOException {
    this.name = name;
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8), 1 << 16);
    lines =
        CsvReader.builder()
            .fieldSeparator(separator(reader))
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(reader)
            .iterator();
    header = advance() ? header(row.getFields()) : List.of();
    labelIndex = indexOf(columns.label());
    keyIndex = indexOf(columns.key());
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

  private List<String> header(List<String> cells) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      // Tools that write an index leave its name empty.
      String column = cell.isBlank() ? "column_" + (names.size() + 1) : cell.strip();
      if (!seen.add(column)) {
        throw new IllegalArgumentException(
            name + ": column '" + column + "' occurs twice in the header; rename one of them");
      }
      names.add(column);
    }
    return names;
  }

  private int indexOf(String column) {
    if (column == null || header.isEmpty()) {
      return -1;
    }
    int index = header.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          name + " has no column '" + column + "'; its columns are " + header);
    }
    return index;
  }

  private boolean advance() throws IOException {
    try {
      if (!lines.hasNext()) {
        return false;
      }
      row = lines.next();
      return true;
    } catch (CsvParseException e) {
      throw new InputFormatException(name, "is no CSV file: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public boolean next() throws IOException {
    if (!advance()) {
      return false;
    }
    List<String> cells = row.getFields();
    if (cells.size() > header.size()) {
      throw new IllegalArgumentException(
          "%s, line %d: %d cells, but the header has %d; quote cells that hold the separator"
              .formatted(name, line(), cells.size(), header.size()));
    }
    json = json(cells);
    return true;
  }

  private byte[] json(List<String> cells) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = JSON.createGenerator(bytes)) {
      generator.writeStartObject();
      for (int index = 0; index < cells.size(); index++) {
        if (index != labelIndex && !cells.get(index).isBlank()) {
          generator.writeFieldName(header.get(index));
          writeValue(generator, cells.get(index));
        }
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return bytes.toByteArray();
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

  private String cell(int index) {
    return index < row.getFieldCount() ? row.getField(index) : "";
  }

  @Override
  public byte[] json() {
    return json;
  }

  @Override
  public Optional<String> label() {
    return labelIndex < 0 ? Optional.empty() : Optional.of(cell(labelIndex));
  }

  @Override
  public Optional<String> key() {
    return keyIndex < 0 || cell(keyIndex).isBlank()
        ? Optional.empty()
        : Optional.of(cell(keyIndex).strip());
  }

  @Override
  public long line() {
    return row.getStartingLineNumber();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
