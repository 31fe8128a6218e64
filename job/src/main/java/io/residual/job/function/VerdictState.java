package io.residual.job.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.job.message.FeedbackEvent;
import io.residual.model.feedback.Blame;
import io.residual.model.record.FieldSpec;
import java.time.Instant;
import java.util.List;

/**
 * What is known about a verdict. Part of savepoints: do not rename or retype.
 *
 * @param state as written, such as {@code active}
 * @param revision offset of the verdict's message; -1 before it is known
 * @param missing how many subtasks have answered that they do not know the alert
 * @param entity of the judged alert's record; null if unknown
 * @param eventTimeMillis likewise
 * @param error likewise; NaN if unknown
 * @param fields likewise, see {@link Blame}
 * @param suppressed how many records it has kept from raising alerts
 * @param lastMillis event time of the last of them
 * @param waiting whether a timer will tell what is new
 * @param untold whether there is something new to tell
 */
public record VerdictState(
    String state,
    long revision,
    int missing,
    String entity,
    long eventTimeMillis,
    double error,
    long fields,
    long suppressed,
    long lastMillis,
    boolean waiting,
    boolean untold) {

  /** The verdict is obeyed. */
  static final String ACTIVE = "active";

  /** Nobody remembers the alert; should it be raised again, the verdict is obeyed. */
  static final String UNKNOWN_ALERT = "unknown-alert";

  /** It had to make room for newer ones. */
  static final String FORGOTTEN = "forgotten";

  private static final String ASKED = "asked";

  private static final JsonMapper JSON = new JsonMapper();

  /** Of a verdict of which nothing has been heard. */
  static final VerdictState NEW =
      new VerdictState(ASKED, -1, 0, null, 0, Double.NaN, 0, 0, 0, false, false);

  VerdictState after(FeedbackEvent event) {
    return switch (event.what()) {
      case SUPPRESSED ->
          new VerdictState(
              ACTIVE,
              revision,
              missing,
              entity,
              eventTimeMillis,
              error,
              fields,
              suppressed + 1,
              suppressed == 0
                  ? event.eventTimeMillis()
                  : Math.max(lastMillis, event.eventTimeMillis()),
              waiting,
              untold);
      case ACCEPTED -> answered(event, ACTIVE, 0);
      case FOUND ->
          new VerdictState(
              ACTIVE,
              event.revision(),
              missing,
              event.entity(),
              event.eventTimeMillis(),
              event.error(),
              event.fields(),
              suppressed,
              lastMillis,
              waiting,
              untold);
      case NOT_FOUND -> notFound(event);
      case FORGOTTEN, RETRACTED -> answered(event, FORGOTTEN, 0);
    };
  }

  private VerdictState notFound(FeedbackEvent event) {
    int known = event.revision() == revision ? missing : 0;
    boolean nobody = known + 1 >= event.subtasks();
    boolean found = event.revision() == revision && state.equals(ACTIVE);
    String next = found ? ACTIVE : nobody ? UNKNOWN_ALERT : ASKED;
    return answered(event, next, known + 1);
  }

  private VerdictState answered(FeedbackEvent event, String next, int unknowing) {
    boolean same = event.revision() == revision || event.revision() < 0;
    return new VerdictState(
        next,
        event.revision() < 0 ? revision : event.revision(),
        unknowing,
        same ? entity : null,
        same ? eventTimeMillis : 0,
        same ? error : Double.NaN,
        same ? fields : 0,
        suppressed,
        lastMillis,
        waiting,
        untold);
  }

  boolean becameUnknown(VerdictState before) {
    return state.equals(UNKNOWN_ALERT)
        && (!before.state.equals(UNKNOWN_ALERT) || before.revision != revision);
  }

  /** Whether whoever knows the other has nothing to learn from this one. */
  boolean sameNews(VerdictState before) {
    return state.equals(ASKED)
        || (state.equals(before.state)
            && revision == before.revision
            && suppressed == before.suppressed);
  }

  VerdictState told() {
    return with(true, false);
  }

  VerdictState toldLater() {
    return with(true, true);
  }

  VerdictState quiet() {
    return with(false, false);
  }

  private VerdictState with(boolean timer, boolean news) {
    return new VerdictState(
        state,
        revision,
        missing,
        entity,
        eventTimeMillis,
        error,
        fields,
        suppressed,
        lastMillis,
        timer,
        news);
  }

  /** As the status topic has it. */
  byte[] json(String verdict, List<FieldSpec> schema) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", verdict);
    node.put("state", state);
    if (entity != null) {
      node.put("entity", entity);
      Blame.names(fields, schema).forEach(node.putArray("fields")::add);
      node.put("error", error);
      node.put("eventTime", Instant.ofEpochMilli(eventTimeMillis).toString());
    }
    node.put("suppressed", suppressed);
    if (suppressed > 0) {
      node.put("lastSuppressed", Instant.ofEpochMilli(lastMillis).toString());
    }
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status of " + verdict + " cannot be written", e);
    }
  }
}
