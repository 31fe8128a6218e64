package io.residual.samples.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.feedback.InvalidVerdictException;
import io.residual.model.feedback.Verdict;
import io.residual.model.feedback.VerdictJson;
import io.residual.samples.consumer.Quantity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A message of the feedback topic with what the job says about it.
 *
 * @param id its key
 * @param verdict null if it is none
 * @param fault what is wrong with it; null if nothing
 * @param status of the job; a missing node if the job has not said anything yet
 */
record ListedVerdict(String id, Verdict verdict, String fault, JsonNode status) {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String REFUSED = "refused";

  /** Why the job does not go by it. */
  enum Unheeded {
    UNKNOWN("unknown-alert", "about alerts that the job does not know"),
    FORGOTTEN("forgotten", "forgotten"),
    REFUSED(ListedVerdict.REFUSED, "refused");

    private final String state;
    private final String words;

    Unheeded(String state, String words) {
      this.state = state;
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  static ListedVerdict of(
      String id, ConsumerRecord<byte[], byte[]> message, ConsumerRecord<byte[], byte[]> status) {
    JsonNode said = JSON.missingNode();
    try {
      said = status == null ? said : JSON.readTree(status.value());
    } catch (IOException e) {
      // Somebody else's message: the job has not said anything.
      said = JSON.missingNode();
    }
    try {
      Verdict verdict =
          VerdictJson.read(id, message.value(), Instant.ofEpochMilli(message.timestamp()));
      return new ListedVerdict(id, verdict, null, said);
    } catch (InvalidVerdictException e) {
      return new ListedVerdict(id, null, e.getMessage(), said);
    }
  }

  long suppressed() {
    return status.path("suppressed").asLong();
  }

  /** The job's word on it, or what there is to say without. */
  String state() {
    if (verdict == null) {
      return REFUSED;
    }
    return status.path("state").isTextual() ? status.path("state").asText() : "not read yet";
  }

  boolean is(Unheeded reason) {
    return state().equals(reason.state);
  }

  List<String> lines() {
    if (verdict == null) {
      return List.of("refused  " + Quantity.harmless(id), "  " + Quantity.harmless(fault));
    }
    List<String> lines = new ArrayList<>(VerdictText.lines(verdict));
    lines.set(0, lines.get(0) + "  " + Quantity.harmless(state()));
    if (!verdict.complete() && status.has("entity")) {
      lines.add(
          2,
          "  that is "
              + Quantity.harmless(status.path("entity").asText())
              + " due to "
              + Quantity.of(status.path("fields"))
              + ", error "
              + Quantity.of(status.path("error")));
    }
    if (verdict.kind() != Verdict.Kind.CONFIRMED) {
      String last =
          suppressed() == 0
              ? ""
              : ", the last of " + Quantity.harmless(status.path("lastSuppressed").asText());
      lines.add("  kept " + suppressed() + " records from raising alerts" + last);
    }
    return lines;
  }

  /** For programs: the verdict, or the fault, and the job's status. */
  String json() {
    ObjectNode node = verdict == null ? JSON.createObjectNode() : VerdictJson.node(verdict);
    node.put("id", id);
    if (fault != null) {
      node.put("fault", fault);
    }
    ObjectNode told = node.putObject("status");
    told.put("state", state());
    told.put("suppressed", suppressed());
    for (String name : List.of("lastSuppressed", "entity", "fields", "error", "eventTime")) {
      if (status.has(name)) {
        told.set(name, status.get(name));
      }
    }
    return node.toString();
  }
}
