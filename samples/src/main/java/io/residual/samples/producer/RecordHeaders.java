package io.residual.samples.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.samples.dataset.Label;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Labels as Kafka headers: beside the record, where an evaluation finds them and a detector does
 * not look.
 */
public final class RecordHeaders {

  /** {@code normal}, {@code anomaly} or {@code grey}. */
  public static final String LABEL = "label";

  /** The kind of fault, such as {@code level-shift}. */
  public static final String FAULT_KIND = "fault-kind";

  /** The faulty field. */
  public static final String FAULT_FIELD = "fault-field";

  /** The incident's number, in decimal. */
  public static final String INCIDENT = "incident";

  private RecordHeaders() {}

  /** What is known as headers; nothing for an unknown label. */
  public static List<Header> of(Label label) {
    List<Header> headers = new ArrayList<>();
    if (label.state() != Label.State.UNKNOWN) {
      headers.add(header(LABEL, label.state().id()));
    }
    if (!label.kind().isEmpty()) {
      headers.add(header(FAULT_KIND, label.kind()));
    }
    if (!label.field().isEmpty()) {
      headers.add(header(FAULT_FIELD, label.field()));
    }
    if (label.incident() > 0) {
      headers.add(header(INCIDENT, Integer.toString(label.incident())));
    }
    return headers;
  }

  /** Reads a label back; unknown if the record carries none of ours. */
  public static Label read(Headers headers) {
    String state = text(headers, LABEL);
    for (Label.State known : Label.State.values()) {
      if (known.id().equals(state)) {
        return new Label(
            known, text(headers, FAULT_KIND), text(headers, FAULT_FIELD), incident(headers));
      }
    }
    return Label.UNKNOWN;
  }

  private static int incident(Headers headers) {
    String text = text(headers, INCIDENT);
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static String text(Headers headers, String key) {
    Header header = headers.lastHeader(key);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(UTF_8));
  }
}
