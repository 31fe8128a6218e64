package io.residual.model.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.JsonRecordReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Copies out of records whatever {@link JsonRecordReader} lets through.
 *
 * <p>The reader skips what the schema does not declare, so there may be anything that JSON's
 * grammar allows: numbers with a million digits or an exponent that no type holds, halves of
 * surrogate pairs. Turning those into numbers or text may fail; copying them token by token does
 * not, and keeps numbers digit for digit.
 */
final class RecordText {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonRecordReader.MAX_NESTING_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final JsonMapper MAPPER = new JsonMapper();

  private RecordText() {}

  /** The document on one line, without blanks; strings that are no valid Unicode are escaped. */
  static String compact(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
    try (JsonParser parser = JSON.createParser(json);
        JsonGenerator copy = JSON.createGenerator(bytes)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric()) {
          copy.writeNumber(parser.getText());
        } else {
          copy.copyCurrentEvent(parser);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the record of an alert must be JSON", e);
    }
    return bytes.toString(UTF_8);
  }

  /** What a declared field holds; null if it is absent, null or cannot be shown. */
  static Object value(byte[] json, FieldSpec field) {
    try (JsonParser parser =
        new FilteringParserDelegate(
            MAPPER.createParser(json),
            new JsonPointerBasedFilter(field.pointer()),
            TokenFilter.Inclusion.ONLY_INCLUDE_ALL,
            false)) {
      JsonNode value = MAPPER.readTree(parser);
      return value == null || value.isMissingNode() || value.isNull() ? null : value;
    } catch (IOException e) {
      return null;
    }
  }
}
