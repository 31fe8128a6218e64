package io.residual.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Map;
import java.util.Optional;

/** Rows of a file with one JSON object a line; blank lines are skipped. */
final class JsonLineRows implements RowSource {

  /** What a reader of Kafka records would refuse by default as well. */
  private static final int MAX_LINE_BYTES = 16 << 20;

  private static final RecordSchema ANY =
      RecordSchema.of(List.of(FieldSpec.of("any", new FieldType.Bool())));

  private static final JsonMapper MAPPER = new JsonMapper();

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
        try {
          visit(MAPPER.readTree(cursor.buffer, 0, cursor.length), "", visitor);
          visitor.endRow();
        } catch (JsonProcessingException e) {
          // Bad rows are reported by whoever uses the schema; here they only say nothing.
          rows--;
        }
      }
    }
  }

  private static void visit(JsonNode node, String pointer, CellVisitor visitor) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        visit(member.getValue(), pointer + FieldSpec.pointerTo(member.getKey()), visitor);
      }
    } else if (node.isArray()) {
      boolean numbers = !node.isEmpty();
      for (JsonNode element : node) {
        numbers &= element.isNumber();
      }
      visitor.cell(
          pointer,
          numbers ? CellVisitor.Kind.NUMBERS : CellVisitor.Kind.OTHER,
          Integer.toString(node.size()));
    } else if (node.isNumber()) {
      visitor.cell(pointer, CellVisitor.Kind.NUMBER, node.asText());
    } else if (node.isBoolean()) {
      visitor.cell(pointer, CellVisitor.Kind.BOOLEAN, node.asText());
    } else if (node.isTextual() && !node.asText().isBlank()) {
      visitor.cell(pointer, CellVisitor.Kind.TEXT, node.asText());
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
    private long line;

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
            name(), "cannot be read beyond line " + line + ": " + e.getMessage(), e);
      }
    }

    private boolean fill() throws IOException {
      length = 0;
      line++;
      int next = in.read();
      boolean any = next >= 0;
      for (; next >= 0 && next != '\n'; next = in.read()) {
        if (length == buffer.length) {
          if (length >= MAX_LINE_BYTES) {
            throw new InputFormatException(
                name(), "line " + line + " has more than " + MAX_LINE_BYTES + " bytes");
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
      return line;
    }

    @Override
    public RecordContext read(FieldSink sink) throws InvalidRecordException {
      return reader.read(Arrays.copyOf(buffer, length), sink);
    }

    @Override
    public Optional<String> cell(String column) {
      try {
        JsonNode node = MAPPER.readTree(buffer, 0, length).path(column);
        return node.isMissingNode() || node.isNull() || node.asText().isBlank()
            ? Optional.empty()
            : Optional.of(node.asText().strip());
      } catch (IOException e) {
        // No JSON: read() refuses the row with the reason.
        return Optional.empty();
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
