package io.residual.trainer.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** JSON lines, passed on as they are but for the label. */
final class JsonLineRecords implements JsonRecords {

  private static final JsonFactory JSON = new JsonFactory();

  private final ByteLines lines;
  private final RecordColumns columns;
  private byte[] json = {};
  private String label;
  private String key;

  JsonLineRecords(ByteLines lines, RecordColumns columns) {
    this.lines = lines;
    this.columns = columns;
  }

  @Override
  public boolean next() throws IOException {
    if (!lines.next()) {
      return false;
    }
    json = lines.line();
    label = null;
    key = null;
    if (columns.label() != null || columns.key() != null) {
      takeApart();
    }
    return true;
  }

  private void takeApart() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
    try (JsonParser parser = JSON.createParser(json);
        JsonGenerator copy = JSON.createGenerator(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      label = columns.label() == null ? null : "";
      copy.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        member(parser, copy);
      }
      copy.writeEndObject();
    } catch (IOException e) {
      // Not JSON: sent as it is, and known to be nothing.
      label = null;
      key = null;
      return;
    }
    json = columns.label() == null ? json : bytes.toByteArray();
  }

  private void member(JsonParser parser, JsonGenerator copy) throws IOException {
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

  @Override
  public byte[] json() {
    return json;
  }

  @Override
  public Optional<String> label() {
    return Optional.ofNullable(label);
  }

  @Override
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  @Override
  public long line() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
