package io.residual.model.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Reads one JSON document in a single streaming pass, straight into a {@link FieldSink}.
 *
 * <p>Fields that the schema does not declare are skipped, yet the whole document must be well
 * formed. UTF-8 is expected; UTF-16 and UTF-32 are recognised (RFC 4627); other charsets are
 * refused as soon as they break UTF-8.
 *
 * <p>Not thread safe: one reader a thread. Allocates nothing per record but the strings it meets.
 */
public final class JsonRecordReader {

  /** Far deeper than any record that people write, far shallower than the stack. */
  public static final int MAX_NESTING_DEPTH = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING_DEPTH).build())
          .build();

  /** What the parser's messages say about its settings and its source. */
  private static final Pattern HINT =
      Pattern.compile(
          ": enable `[^`]*` to allow"
              + "|, from `[^`]*`"
              + "|Source: REDACTED \\(`[^`]*` disabled\\); "
              + "| \\(not recognized as one since Feature '[^']*' not enabled for parser\\)");

  private final PointerTree root;
  private final RowAssembler row;
  private final boolean[] visited;

  /** A reader for records of the given schema. */
  public JsonRecordReader(RecordSchema schema) {
    this.root = PointerTree.of(schema);
    this.row = new RowAssembler(schema);
    this.visited = new boolean[root.size()];
  }

  /**
   * Reads one document.
   *
   * @param json the document's bytes; null is a tombstone
   * @param sink takes the fields; holds rubbish if this method throws
   * @return the record's entity and event time
   * @throws InvalidRecordException if the record cannot be scored, with the reason
   */
  public RecordContext read(byte[] json, FieldSink sink) throws InvalidRecordException {
    if (json == null) {
      throw new InvalidRecordException(RejectReason.TOMBSTONE, "the value is null");
    }
    row.begin(sink);
    Arrays.fill(visited, false);
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new InvalidRecordException(RejectReason.EMPTY, "the value is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new InvalidRecordException(
            RejectReason.NOT_AN_OBJECT, "the document is no object but begins with " + first);
      }
      object(parser, root);
      if (parser.nextToken() != null) {
        throw new InvalidRecordException(
            RejectReason.NOT_JSON, "more data follows the document's closing brace");
      }
    } catch (IOException e) {
      throw new InvalidRecordException(RejectReason.NOT_JSON, describe(e));
    }
    return row.finish();
  }

  /** The parser's message without its advice to programmers, and the place. */
  private static String describe(IOException e) {
    if (!(e instanceof JsonProcessingException json) || json.getOriginalMessage() == null) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : firstLine(e.getMessage());
    }
    String message = HINT.matcher(firstLine(json.getOriginalMessage())).replaceAll("");
    JsonLocation place = json.getLocation();
    return place == null || place.getLineNr() < 1
        ? message
        : message + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private void object(JsonParser parser, PointerTree node)
      throws IOException, InvalidRecordException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      PointerTree child = node.child(name);
      if (child == null) {
        parser.skipChildren();
      } else {
        value(parser, child);
      }
    }
  }

  private void array(JsonParser parser, PointerTree node)
      throws IOException, InvalidRecordException {
    for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      PointerTree child = node.child(Integer.toString(index));
      if (child == null) {
        parser.skipChildren();
      } else {
        value(parser, child);
      }
    }
  }

  private void value(JsonParser parser, PointerTree node)
      throws IOException, InvalidRecordException {
    if (visited[node.id()]) {
      throw new InvalidRecordException(
          RejectReason.DUPLICATE_KEY, "'" + parser.currentName() + "' occurs twice");
    }
    visited[node.id()] = true;
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY && node.fields().length == 1 && isVector(node)) {
      vector(parser, node.fields()[0]);
      return;
    }
    if (token.isStructStart()) {
      structure(parser, node, token);
      return;
    }
    for (int field : node.fields()) {
      scalar(parser, token, field);
    }
    if (token != JsonToken.VALUE_NULL) {
      if (node.isEntity()) {
        row.entity(parser.getText());
      }
      if (node.isEventTime()) {
        if (token.isNumeric()) {
          row.eventTime(parser.getDoubleValue());
        } else {
          row.eventTime(parser.getText());
        }
      }
    }
  }

  private void structure(JsonParser parser, PointerTree node, JsonToken token)
      throws IOException, InvalidRecordException {
    String found = token == JsonToken.START_ARRAY ? "an array" : "an object";
    for (int field : node.fields()) {
      throw row.wrongType(field, found);
    }
    if (node.isEntity() || node.isEventTime()) {
      throw new InvalidRecordException(
          RejectReason.WRONG_TYPE,
          "the " + (node.isEntity() ? "entity" : "event time") + " is " + found);
    }
    if (token == JsonToken.START_OBJECT) {
      object(parser, node);
    } else {
      array(parser, node);
    }
  }

  private void scalar(JsonParser parser, JsonToken token, int field)
      throws IOException, InvalidRecordException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (RowAssembler.takesText(row.spec(field).type()) || token == JsonToken.VALUE_STRING) {
      row.text(field, parser.getText());
    } else if (token.isNumeric()) {
      row.number(field, parser.getDoubleValue());
    } else {
      row.bool(field, token == JsonToken.VALUE_TRUE);
    }
  }

  private boolean isVector(PointerTree node) {
    return row.spec(node.fields()[0]).type() instanceof FieldType.Vector;
  }

  private void vector(JsonParser parser, int field) throws IOException, InvalidRecordException {
    int length = 0;
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      if (!t.isNumeric()) {
        throw row.wrongType(field, "an element that is no number: " + parser.getText());
      }
      row.element(field, length++, parser.getDoubleValue());
    }
    row.endVector(field, length);
  }
}
