package io.residual.trainer.report;

import io.residual.model.profile.FieldDrift;
import io.residual.trainer.evaluate.Evaluation;
import io.residual.trainer.evaluate.RowVerdicts;
import java.util.List;
import java.util.Locale;

/** Advice on the rows themselves: whether they can be read, and whether the model knows such. */
final class RowAdvice {

  /** Alerts on more of the rows than this are no alerts any more. */
  private static final double MANY_ALERTS = 0.02;

  private static final int NAMED_FIELDS = 5;

  private RowAdvice() {}

  static void add(Evaluation evaluation, List<Advice> advice) {
    RowVerdicts verdicts = evaluation.verdicts();
    if (verdicts.modelFaults() > 0) {
      advice.add(
          Advice.warning(
              format(
                  "The model gives no finite error for %,d of %,d rows. It is broken: train again.",
                  verdicts.modelFaults(), verdicts.rows())));
    }
    if (evaluation.badRows() > 0) {
      advice.add(
          Advice.note(
              format(
                  "%,d rows cannot be read. The job would send such records to the dead letters.",
                  evaluation.badRows())));
    }
    if (evaluation.labels() == Evaluation.Labels.ALL_NORMAL) {
      advice.add(
          Advice.note(
              "No row is labelled an anomaly, so nothing could be compared with labels; every alert"
                  + " is a false one."));
    }
    if (evaluation.labels() == Evaluation.Labels.ALL_ANOMALOUS) {
      advice.add(
          Advice.note(
              format(
                  "Every row is labelled an anomaly: %,d of %,d are flagged, but there is no"
                      + " normal row to tell them from.",
                  verdicts.flaggedCount(), verdicts.rows())));
    } else if (evaluation.labelled().isEmpty()) {
      addAlertRate(evaluation, advice);
    }
    addDrift(evaluation, advice, "in training");
  }

  private static void addAlertRate(Evaluation evaluation, List<Advice> advice) {
    RowVerdicts verdicts = evaluation.verdicts();
    double rate = (double) verdicts.flaggedCount() / verdicts.rows();
    double risk = evaluation.manifest().threshold().risk();
    if (rate > MANY_ALERTS) {
      advice.add(
          Advice.warning(
              format(
                  "%s of the rows are flagged, where %s of normal ones should. Either these rows"
                      + " are full of anomalies, or they are not like the training rows: look at the"
                      + " drift, and train on rows like these.",
                  Numbers.percent(rate), Numbers.percent(risk))));
    } else {
      advice.add(
          Advice.good(
              format(
                  "%,d of %,d rows are flagged; one in %,.0f normal rows is expected to.",
                  verdicts.flaggedCount(), verdicts.rows(), 1 / risk)));
    }
  }

  static void addDrift(Evaluation evaluation, List<Advice> advice, String then) {
    List<String> moved =
        evaluation.drift().stream()
            .filter(field -> field.level() == FieldDrift.Level.MUCH)
            .map(field -> field.expected().name())
            .toList();
    if (moved.isEmpty()) {
      return;
    }
    String names = String.join(", ", moved.subList(0, Math.min(NAMED_FIELDS, moved.size())));
    String more = moved.size() > NAMED_FIELDS ? ", …" : "";
    advice.add(
        Advice.warning(
            format(
                "%d of %d fields have values much unlike those %s (%s%s). If that is the new normal,"
                    + " train again on recent rows; if not, find out what has changed.",
                moved.size(), evaluation.drift().size(), then, names, more)));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
