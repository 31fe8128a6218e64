package io.residual.trainer.report;

import io.residual.model.bundle.Manifest;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.RowVerdicts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * An evaluation as one HTML file: no scripts, nothing from elsewhere, light and dark, for screens
 * of any width. Whatever comes from data is escaped, and a content security policy forbids scripts
 * and requests besides.
 */
public final class EvaluationReport {

  private EvaluationReport() {}

  /** The report of an evaluation on given rows. */
  public static String html(Evaluation evaluation) {
    Html body = head("Evaluation of ", evaluation);
    advice(body, Advice.of(evaluation));
    FigureSection.add(body, evaluation);
    CurveSection.add(body, evaluation);
    PlantedSection.add(body, evaluation);
    ErrorSection.add(body, evaluation);
    FieldSection.add(body, evaluation);
    ExampleSection.add(body, evaluation);
    DriftSection.add(body, evaluation);
    LossSection.add(body, evaluation.manifest().training());
    ModelSection.add(body, evaluation.manifest());
    return page(evaluation, body);
  }

  /** The report of a fit: an evaluation on the rows that were held back. */
  public static String ofFit(Evaluation heldBack) {
    Html body = head("Training of ", heldBack);
    advice(body, Advice.ofFit(heldBack));
    LossSection.add(body, heldBack.manifest().training());
    ErrorSection.add(body, heldBack);
    FieldSection.add(body, heldBack);
    ExampleSection.add(body, heldBack);
    DriftSection.add(body, heldBack);
    ModelSection.add(body, heldBack.manifest());
    return page(heldBack, body);
  }

  private static Html head(String what, Evaluation evaluation) {
    Manifest manifest = evaluation.manifest();
    RowVerdicts verdicts = evaluation.verdicts();
    return new Html()
        .format("<h1>%s%s, version %s</h1>", what, manifest.name(), manifest.version())
        .format(
            "<p class=\"sub\">%s: %,d rows, %,d unreadable, %,d %s, %,d flagged, %,d alerts</p>",
            evaluation.input(),
            verdicts.rows(),
            evaluation.badRows(),
            verdicts.entities(),
            verdicts.entities() == 1 ? "entity" : "entities",
            verdicts.flaggedCount(),
            verdicts.alertCount());
  }

  private static void advice(Html body, List<Advice> advice) {
    body.raw("<ul class=\"advice\">");
    for (Advice one : advice) {
      String level = one.level().name().toLowerCase(Locale.ROOT);
      body.format(
          "<li class=\"%s\"><span class=\"tag\">%s</span>%s</li>", level, word(one), one.text());
    }
    body.raw("</ul>");
  }

  private static String word(Advice advice) {
    return switch (advice.level()) {
      case WARNING -> "Warning";
      case NOTE -> "Note";
      case GOOD -> "Good";
    };
  }

  private static String page(Evaluation evaluation, Html body) {
    return new Html()
        .raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta http-equiv=\"Content-Security-Policy\"")
        .raw(" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
        .raw("<meta name=\"referrer\" content=\"no-referrer\">")
        .format(
            "<title>%s %s</title>", evaluation.manifest().name(), evaluation.manifest().version())
        .raw("<style>")
        .raw(style())
        .raw("</style></head><body>\n")
        .raw(body.toString())
        .raw("\n</body></html>\n")
        .toString();
  }

  private static String style() {
    try (InputStream in = EvaluationReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the report's style sheet cannot be read from the jar", e);
    }
  }
}
