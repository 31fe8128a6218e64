package io.residual.trainer.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.RejectReason;
import io.residual.model.record.TextRecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of a CSV file with a header. */
final class CsvRows implements RowSource {

  private static final String SEPARATORS = ",;\t|";

  private final InputFile input;
  private final char separator;

  CsvRows(InputFile input) throws IOException {
    this.input = input;
    this.separator = separator(input);
  }

  /** The character that occurs most often in the header, the comma if none does. */
  private static char separator(InputFile input) throws IOException {
    int[] counts = new int[SEPARATORS.length()];
    try (InputStream in = input.open()) {
      int c = in.read();
      for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
        int which = SEPARATORS.indexOf(c);
        if (which >= 0) {
          counts[which]++;
        }
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return SEPARATORS.charAt(best);
  }

  @Override
  public String name() {
    return input.name();
  }

  @Override
  public RowCursor open(RecordSchema schema) throws IOException {
    CsvCursor cursor = new CsvCursor(records());
    boolean done = false;
    try {
      cursor.bind(schema);
      done = true;
      return cursor;
    } finally {
      if (!done) {
        cursor.close();
      }
    }
  }

  @Override
  public void sample(int limit, CellVisitor visitor) throws IOException {
    try (CsvCursor cursor = new CsvCursor(records())) {
      List<String> pointers = cursor.readHeader().stream().map(FieldSpec::pointerTo).toList();
      pointers.forEach(visitor::column);
      for (int rows = 0; rows < limit && cursor.next(); rows++) {
        List<String> cells = cursor.row.getFields();
        for (int i = 0; i < Math.min(cells.size(), pointers.size()); i++) {
          if (!cells.get(i).isBlank()) {
            visitor.cell(pointers.get(i), CellVisitor.Kind.UNTYPED, cells.get(i).strip());
          }
        }
        visitor.endRow();
      }
    }
  }

  /** All rows as cells, the header first. */
  private CloseableIterator<CsvRecord> records() throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .detectBomHeader(true)
        // A row of another length is that row's fault, not the file's: reported as a bad row.
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(input.open(), StandardCharsets.UTF_8)
        .iterator();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private final class CsvCursor implements RowCursor {

    private final CloseableIterator<CsvRecord> records;
    private List<String> header = List.of();
    private TextRecordReader reader;
    private CsvRecord row;

    CsvCursor(CloseableIterator<CsvRecord> records) {
      this.records = records;
    }

    private void bind(RecordSchema schema) throws IOException {
      try {
        reader = new TextRecordReader(schema, readHeader());
      } catch (IllegalArgumentException e) {
        throw new InputFormatException(name(), e.getMessage(), e);
      }
    }

    private List<String> readHeader() throws IOException {
      if (!next()) {
        throw new InputFormatException(name(), "is empty; the first row must name the columns");
      }
      header = row.getFields().stream().map(String::strip).toList();
      Set<String> names = new HashSet<>();
      for (String column : header) {
        if (!names.add(column)) {
          throw new InputFormatException(
              name(), "two columns are named '" + column + "'; names in the header must differ");
        }
      }
      return header;
    }

    @Override
    public boolean next() throws IOException {
      try {
        if (!records.hasNext()) {
          return false;
        }
        row = records.next();
        return true;
      } catch (UncheckedIOException | CsvParseException e) {
        throw refusal(e);
      }
    }

    /** The parser wraps what goes wrong below it; that is the reason to name. */
    private InputFormatException refusal(RuntimeException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof InputFormatException named) {
          return named;
        }
        if (cause instanceof IOException) {
          return new InputFormatException(
              name(), "cannot be read to its end: " + cause.getMessage(), e);
        }
      }
      return new InputFormatException(name(), "is no CSV file: " + e.getMessage(), e);
    }

    @Override
    public long line() {
      return row.getStartingLineNumber();
    }

    @Override
    public RecordContext read(FieldSink sink) throws InvalidRecordException {
      if (row.getFieldCount() != header.size()) {
        throw new InvalidRecordException(
            RejectReason.WRONG_LENGTH,
            "the row has " + row.getFieldCount() + " cells, the header " + header.size());
      }
      return reader.read(row.getFields(), sink);
    }

    @Override
    public Optional<String> cell(String column) {
      int at = header.indexOf(column);
      return at < 0 || at >= row.getFieldCount() || row.getField(at).isBlank()
          ? Optional.empty()
          : Optional.of(row.getField(at).strip());
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}
