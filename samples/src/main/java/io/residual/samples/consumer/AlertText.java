package io.residual.samples.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Parts of alerts in words. Alerts may be incomplete: what is missing is left out or named so. */
final class AlertText {

  /** From here on an alert is red rather than yellow. */
  private static final double SEVERE = 0.8;

  private static final int FIELDS_SHOWN = 3;

  /** Fields with a smaller share of the error would only distract. */
  private static final double SMALLEST_SHARE = 0.05;

  private final boolean colour;

  AlertText(boolean colour) {
    this.colour = colour;
  }

  String style(TerminalStyle style, String text) {
    return style.of(text, colour);
  }

  String entity(JsonNode alert) {
    return style(TerminalStyle.BOLD, text(alert.path("entity"), "no entity"));
  }

  /** Name and version of the model; empty if unknown. */
  String model(JsonNode alert) {
    JsonNode model = alert.path("model");
    return model.path("name").isTextual()
        ? style(
            TerminalStyle.DIM,
            text(model.path("name"), "") + "/" + text(model.path("version"), "?"))
        : "";
  }

  /** The alert's id, by which people can judge it; empty if it has none. */
  String id(JsonNode alert) {
    JsonNode id = alert.path("id");
    return id.isTextual() ? style(TerminalStyle.DIM, "alert " + text(id, "")) : "";
  }

  /** The style of an alert so severe. */
  static TerminalStyle urgency(JsonNode severity) {
    return severity.isNumber() && severity.doubleValue() < SEVERE
        ? TerminalStyle.YELLOW
        : TerminalStyle.RED;
  }

  /** How far the error exceeds the threshold. */
  static String excess(JsonNode alert) {
    JsonNode error = alert.path("error");
    JsonNode threshold = alert.path("threshold");
    if (!error.isNumber()) {
      return "error is not a number";
    }
    String shown = "error " + Quantity.of(error);
    if (!threshold.isNumber()) {
      return shown;
    }
    BigDecimal limit = threshold.decimalValue();
    shown += ", threshold " + Quantity.of(threshold);
    return limit.signum() > 0
        ? "%sx the threshold (%s)"
            .formatted(
                Quantity.number(error.decimalValue().divide(limit, MathContext.DECIMAL64)), shown)
        : shown;
  }

  /** The fields at fault, with what was expected instead; empty if unknown. */
  String causes(JsonNode alert) {
    List<String> causes = new ArrayList<>();
    for (JsonNode field : alert.path("explanation").path("fields")) {
      JsonNode share = field.path("share");
      boolean small = share.isNumber() && share.doubleValue() < SMALLEST_SHARE;
      if (causes.size() == FIELDS_SHOWN || (small && !causes.isEmpty())) {
        break;
      }
      causes.add(cause(field));
    }
    return String.join("; ", causes);
  }

  private String cause(JsonNode field) {
    StringBuilder cause = new StringBuilder();
    cause.append(style(TerminalStyle.BOLD, text(field.path("field"), "?")));
    cause.append(' ').append(Quantity.of(field.path("value")));
    if (!field.path("expected").isMissingNode()) {
      cause.append(", expected ").append(Quantity.of(field.path("expected")));
    }
    List<String> remarks = new ArrayList<>();
    if (field.path("direction").isTextual()) {
      String direction = text(field.path("direction"), "");
      boolean ordered = direction.equals("high") || direction.equals("low");
      remarks.add(ordered ? "too " + direction : direction);
    }
    if (field.path("share").isNumber()) {
      BigDecimal percent = field.path("share").decimalValue().movePointRight(2);
      remarks.add(percent.setScale(0, RoundingMode.HALF_UP) + " %");
    }
    if (!remarks.isEmpty()) {
      cause.append(" (").append(String.join(", ", remarks)).append(')');
    }
    return cause.toString();
  }

  static String text(JsonNode value, String otherwise) {
    return value.isTextual() ? Quantity.harmless(value.asText()) : otherwise;
  }
}
