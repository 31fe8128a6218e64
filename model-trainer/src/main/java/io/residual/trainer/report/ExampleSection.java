package io.residual.trainer.report;

import io.residual.model.explain.FieldContribution;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.ExampleRow;
import io.residual.trainer.evaluate.ExampleRows;
import java.time.Instant;
import java.util.List;

/** Rows with what they held and what the model expected. */
final class ExampleSection {

  /** Elements of a vector that are shown; the rest is cut off. */
  private static final int MOST_ELEMENTS = 4;

  private static final int MOST_CHARACTERS = 60;

  private ExampleSection() {}

  static void add(Html body, Evaluation evaluation) {
    ExampleRows examples = evaluation.examples();
    boolean labelled = evaluation.labels() != Evaluation.Labels.NONE;
    body.raw("<h2>Examples</h2>");
    body.raw("<p class=\"sub\">What the record held, as the model sees it, what the model");
    body.raw(" expected instead, and the field's share of the error.</p>");
    group(
        body,
        labelled ? "Right alerts with the largest errors" : "Alerts with the largest errors",
        examples.of(ExampleRows.Kind.ALERT));
    group(body, "False alerts", examples.of(ExampleRows.Kind.FALSE_ALERT));
    group(body, "Missed anomalies", examples.of(ExampleRows.Kind.MISSED));
    group(body, "Rows like most", examples.of(ExampleRows.Kind.TYPICAL));
  }

  private static void group(Html body, String name, List<ExampleRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    body.element("h3", name).raw("<div class=\"examples\">");
    for (ExampleRow row : rows) {
      body.format("<div class=\"example\"><p><b>%s</b>", row.place());
      body.format(", %s", row.entity());
      if (row.eventTimeMillis().isPresent()) {
        body.format(", %s", Instant.ofEpochMilli(row.eventTimeMillis().getAsLong()).toString());
      }
      body.format(
          ": error %s, %s times its threshold</p>",
          Numbers.brief(row.error()), Numbers.brief(row.excess()));
      body.raw("<table><tr><th>Field</th><th>Value</th><th>Expected</th>");
      body.raw("<th class=\"n\">Share</th></tr>");
      for (FieldContribution field : row.explanation().fields()) {
        body.format(
            "<tr><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td></tr>",
            field.field(),
            text(field.value(), field.expected()),
            text(field.expected(), field.value()),
            Numbers.percent(field.share()));
      }
      body.raw("</table></div>");
    }
    body.raw("</div>");
  }

  /** A value beside another: what is lost in the rounding of the other one is nothing. */
  private static String text(Object value, Object beside) {
    boolean nothing =
        value instanceof Number one
            && beside instanceof Number other
            && Math.abs(one.doubleValue()) < 1e-6 * Math.abs(other.doubleValue());
    return nothing ? "0" : text(value);
  }

  static String text(Object value) {
    if (value == null) {
      return "unknown";
    }
    if (value instanceof Number number) {
      return Numbers.brief(number.doubleValue());
    }
    if (value instanceof List<?> list) {
      List<String> shown = list.stream().limit(MOST_ELEMENTS).map(ExampleSection::text).toList();
      return String.join(", ", shown) + (list.size() > MOST_ELEMENTS ? ", …" : "");
    }
    String text = value.toString();
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
  }
}
