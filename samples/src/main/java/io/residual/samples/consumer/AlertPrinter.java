package io.residual.samples.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints an alert on two lines: when, which entity and how far over the threshold; then the fields
 * that caused it, with what was expected instead.
 *
 * <p>What is not an alert is printed as it is, with a note: one bad message must not end the watch.
 * Not thread-safe.
 */
public final class AlertPrinter {

  /** From here on an alert is red rather than yellow. */
  private static final double SEVERE = 0.8;

  private static final int FIELDS_SHOWN = 3;

  /** Fields with a smaller share of the error would only distract. */
  private static final double SMALLEST_SHARE = 0.05;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final PrintWriter out;
  private final boolean colour;

  /** Prints to {@code out}; {@code colour} is for terminals. */
  public AlertPrinter(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /** Prints one alert, given as in the topic. */
  public void print(byte[] alert) {
    JsonNode tree;
    try {
      tree = JSON.readTree(alert);
    } catch (IOException e) {
      printRaw(alert, "not JSON");
      return;
    }
    if (tree == null || !tree.isObject() || !tree.path("kind").isTextual()) {
      printRaw(alert, "not an alert");
      return;
    }
    out.println(headline(tree));
    String causes = causes(tree.path("explanation").path("fields"));
    if (!causes.isEmpty()) {
      out.println("    " + causes);
    }
    out.flush();
  }

  private void printRaw(byte[] alert, String note) {
    out.println(style(Style.DIM, "(" + note + ") ") + Quantity.harmless(new String(alert, UTF_8)));
    out.flush();
  }

  private String headline(JsonNode alert) {
    List<String> parts = new ArrayList<>();
    parts.add(text(alert.path("eventTime"), "no event time"));
    parts.add(style(Style.BOLD, text(alert.path("entity"), "no entity")));
    JsonNode severity = alert.path("severity");
    Style urgency =
        severity.isNumber() && severity.doubleValue() < SEVERE ? Style.YELLOW : Style.RED;
    if (!"anomaly".equals(alert.path("kind").asText())) {
      parts.add(
          style(
              Style.RED, Quantity.harmless(alert.path("kind").asText()).toUpperCase(Locale.ROOT)));
    } else {
      parts.add(style(urgency, excess(alert.path("error"), alert.path("threshold"))));
    }
    if (severity.isNumber()) {
      parts.add("severity " + Quantity.of(severity));
    }
    JsonNode model = alert.path("model");
    if (model.path("name").isTextual()) {
      parts.add(
          style(Style.DIM, text(model.path("name"), "") + "/" + text(model.path("version"), "?")));
    }
    return String.join("  ", parts);
  }

  private static String excess(JsonNode error, JsonNode threshold) {
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

  private String causes(JsonNode fields) {
    List<String> causes = new ArrayList<>();
    for (JsonNode field : fields) {
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
    cause.append(style(Style.BOLD, text(field.path("field"), "?")));
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

  private static String text(JsonNode value, String otherwise) {
    return value.isTextual() ? Quantity.harmless(value.asText()) : otherwise;
  }

  private String style(Style style, String text) {
    return colour ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
  }

  private enum Style {
    BOLD(1),
    DIM(2),
    RED(31),
    YELLOW(33);

    private final int code;

    Style(int code) {
      this.code = code;
    }
  }
}
