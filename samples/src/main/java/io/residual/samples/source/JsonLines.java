package io.residual.samples.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.residual.samples.dataset.Label;
import io.residual.samples.dataset.LabelledRecord;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;

/** JSON lines, passed on as they are but for the label. */
final class JsonLines {

  private static final JsonFactory JSON = new JsonFactory();

  private final RowColumns columns;

  private JsonLines(RowColumns columns) {
    this.columns = columns;
  }

  static Stream<LabelledRecord> records(BufferedReader reader, RowColumns columns) {
    JsonLines lines = new JsonLines(columns);
    return reader.lines().filter(line -> !line.isBlank()).map(lines::record);
  }

  private LabelledRecord record(String line) {
    byte[] original = line.getBytes(UTF_8);
    if (columns.label() == null && columns.key() == null) {
      return new LabelledRecord(null, original, null, null, Label.UNKNOWN);
    }
    String key = null;
    String label = columns.label() == null ? null : "";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(original.length);
    try (JsonParser parser = JSON.createParser(original);
        JsonGenerator copy = JSON.createGenerator(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new LabelledRecord(null, original, null, null, Label.UNKNOWN);
      }
      copy.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals(columns.key()) && value.isScalarValue()) {
          key = value == JsonToken.VALUE_NULL ? null : parser.getText();
        }
        if (field.equals(columns.label())) {
          label = value == JsonToken.VALUE_NULL ? "" : parser.getText();
          parser.skipChildren();
        } else {
          copy.writeFieldName(field);
          copyValue(parser, copy);
        }
      }
      copy.writeEndObject();
    } catch (IOException e) {
      // Not JSON: sent as it is, and known to be nothing.
      return new LabelledRecord(null, original, null, null, Label.UNKNOWN);
    }
    byte[] json = columns.label() == null ? original : bytes.toByteArray();
    return new LabelledRecord(
        key, json, null, key, label == null ? Label.UNKNOWN : RowLabels.parse(label));
  }

  /** Copies token by token, because Jackson's own copying would rewrite {@code 1.0E5}. */
  private static void copyValue(JsonParser parser, JsonGenerator copy) throws IOException {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      if (token == null) {
        throw new IOException("the line ends within a value");
      }
      if (token.isNumeric()) {
        copy.writeNumber(parser.getText());
      } else {
        copy.copyCurrentEvent(parser);
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }
}
