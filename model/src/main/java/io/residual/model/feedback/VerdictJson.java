package io.residual.model.feedback;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.feedback.InvalidVerdictException.Reason;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads and writes verdicts as the feedback topic has them, by {@link VerdictSchema}. Thread safe.
 *
 * <p>Strict, with every fault at once: a misspelt {@code untill} that is ignored would hide alerts
 * for a month.
 */
public final class VerdictJson {

  /** Larger messages are refused without a look inside. */
  public static final int MAX_BYTES = 16 << 10;

  /** Characters of a verdict's id, the key of its message, at most. */
  public static final int MAX_ID = 1500;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private VerdictJson() {}

  /**
   * Reads a verdict.
   *
   * @param id key of the message; null to take the id from the message
   * @param json in UTF-8
   * @param timestamp of the message, for verdicts that do not say when they were given
   * @throws InvalidVerdictException if it is none; with all that is wrong
   */
  public static Verdict read(String id, byte[] json, Instant timestamp)
      throws InvalidVerdictException {
    return read(id, null, json, timestamp);
  }

  /**
   * Likewise, from where messages have no keys.
   *
   * @param otherwise the id of a verdict that has none
   */
  public static Verdict readLine(String otherwise, byte[] json, Instant timestamp)
      throws InvalidVerdictException {
    return read(null, otherwise, json, timestamp);
  }

  private static Verdict read(String id, String otherwise, byte[] json, Instant timestamp)
      throws InvalidVerdictException {
    if (json.length > MAX_BYTES) {
      throw new InvalidVerdictException(
          Reason.TOO_LARGE,
          "a verdict of " + json.length + " bytes; at most " + MAX_BYTES + " are read");
    }
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (IOException e) {
      String what = e instanceof JsonProcessingException p ? p.getOriginalMessage() : e.toString();
      throw new InvalidVerdictException(Reason.NOT_JSON, "not JSON: " + what);
    }
    if (!node.isObject()) {
      throw new InvalidVerdictException(
          Reason.NOT_AN_OBJECT,
          node.isMissingNode() ? "an empty message" : "JSON, but no object: " + node.getNodeType());
    }
    Verdict verdict = new VerdictMembers(node).verdict(id, otherwise, timestamp);
    // With id and time, and rare characters escaped, it takes more: whoever keeps what is written
    // must be able to read it again.
    int written = write(verdict).length;
    if (written > MAX_BYTES) {
      throw new InvalidVerdictException(
          Reason.TOO_LARGE,
          "a verdict of " + written + " bytes, with its id; at most " + MAX_BYTES + " are kept");
    }
    return verdict;
  }

  /**
   * A verdict as one line of JSON in UTF-8. Of one that {@link #read} made it makes an equal one.
   */
  public static byte[] write(Verdict verdict) {
    try {
      return JSON.writeValueAsBytes(node(verdict));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("verdict " + verdict.id() + " cannot be written", e);
    }
  }

  /** A verdict as a JSON object. */
  public static ObjectNode node(Verdict verdict) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", verdict.id());
    node.put("verdict", verdict.kind().code());
    put(node, "alert", verdict.alert());
    put(node, "entity", verdict.entity());
    if (!verdict.fields().isEmpty()) {
      verdict.fields().forEach(node.putArray("fields")::add);
    }
    if (verdict.error() != null) {
      node.put("error", verdict.error());
    }
    put(node, "model", verdict.model());
    put(node, "from", verdict.from());
    put(node, "until", verdict.until());
    put(node, "at", verdict.at());
    put(node, "by", verdict.by());
    put(node, "note", verdict.note());
    return node;
  }

  private static void put(ObjectNode node, String name, Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }
}
