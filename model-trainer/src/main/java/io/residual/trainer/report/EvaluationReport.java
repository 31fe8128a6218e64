package io.residual.trainer.report;

import io.residual.model.bundle.Manifest;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.RowVerdicts;
import java.util.List;
import java.util.Locale;

/** An evaluation as one HTML file, see {@link Page}. */
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
    return Page.html(evaluation.manifest(), body);
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
    return Page.html(heldBack.manifest(), body);
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
}
