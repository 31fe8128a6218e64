package io.residual.trainer.data;

import io.residual.model.record.FieldSink;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import java.io.IOException;
import java.util.Optional;

/** Rows of a file with one JSON object a line; blank lines are skipped. */
final class JsonLineRows implements RowSource {

  private final InputFile input;

  JsonLineRows(InputFile input) {
    this.input = input;
  }

  @Override
  public String name() {
    return input.name();
  }

  @Override
  public RowCursor open(RecordSchema schema) throws IOException {
    return new LineCursor(new JsonRecordReader(schema), lines());
  }

  @Override
  public void sample(int limit, CellVisitor visitor) throws IOException {
    try (ByteLines lines = lines()) {
      int rows = 0;
      while (rows < limit && lines.next()) {
        rows += JsonCells.show(lines.line(), visitor) ? 1 : 0;
      }
    }
  }

  private ByteLines lines() throws IOException {
    return new ByteLines(name(), input.open());
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private static final class LineCursor implements RowCursor {

    private final JsonRecordReader reader;
    private final ByteLines lines;

    LineCursor(JsonRecordReader reader, ByteLines lines) {
      this.reader = reader;
      this.lines = lines;
    }

    @Override
    public boolean next() throws IOException {
      return lines.next();
    }

    @Override
    public long line() {
      return lines.number();
    }

    @Override
    public RecordContext read(FieldSink sink) throws InvalidRecordException {
      return reader.read(lines.line(), sink);
    }

    @Override
    public Optional<String> cell(String column) {
      return JsonCells.cell(lines.line(), column);
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
