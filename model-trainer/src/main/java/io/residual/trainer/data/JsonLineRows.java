package io.residual.trainer.data;

import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of a file with one JSON object a line; blank lines are skipped. */
final class JsonLineRows implements RowSource {

  /** What a reader of Kafka records would refuse by default as well. */
  private static final int MAX_LINE_BYTES = 16 << 20;

  private static final RecordSchema ANY =
      RecordSchema.of(List.of(FieldSpec.of("any", new FieldType.Bool())));

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
    return new LineCursor(new JsonRecordReader(schema), input.open());
  }

  @Override
  public void sample(int limit, CellVisitor visitor) throws IOException {
    // The cursor only splits lines here; what its reader knows does not matter.
    try (LineCursor cursor = new LineCursor(new JsonRecordReader(ANY), input.open())) {
      for (int rows = 0; rows < limit && cursor.next(); rows++) {
        if (!JsonCells.show(cursor.bytes(), visitor)) {
          rows--;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private final class LineCursor implements RowCursor {

    private final JsonRecordReader reader;
    private final InputStream in;
    private byte[] buffer = new byte[1024];
    private int length;
    private long lineNumber;

    LineCursor(JsonRecordReader reader, InputStream in) {
      this.reader = reader;
      this.in = in;
    }

    @Override
    public boolean next() throws IOException {
      try {
        do {
          if (!fill()) {
            return false;
          }
        } while (isBlank());
        return true;
      } catch (InputFormatException e) {
        throw e;
      } catch (IOException e) {
        throw new InputFormatException(
            name(), "cannot be read beyond line " + lineNumber + ": " + e.getMessage(), e);
      }
    }

    private boolean fill() throws IOException {
      length = 0;
      lineNumber++;
      int next = in.read();
      boolean any = next >= 0;
      for (; next >= 0 && next != '\n'; next = in.read()) {
        if (length == buffer.length) {
          if (length >= MAX_LINE_BYTES) {
            throw new InputFormatException(
                name(), "line " + lineNumber + " has more than " + MAX_LINE_BYTES + " bytes");
          }
          buffer = Arrays.copyOf(buffer, 2 * length);
        }
        buffer[length++] = (byte) next;
      }
      return any;
    }

    private boolean isBlank() {
      for (int i = 0; i < length; i++) {
        if (!Character.isWhitespace(buffer[i])) {
          return false;
        }
      }
      return true;
    }

    @Override
    public long line() {
      return lineNumber;
    }

    @Override
    public RecordContext read(FieldSink sink) throws InvalidRecordException {
      return reader.read(bytes(), sink);
    }

    @Override
    public Optional<String> cell(String column) {
      return JsonCells.cell(bytes(), column);
    }

    private byte[] bytes() {
      return Arrays.copyOf(buffer, length);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
