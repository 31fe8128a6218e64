package io.residual.trainer.report;

import io.residual.trainer.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the figures mean for the user, in plain words.
 *
 * @param level how urgent it is
 * @param text one or two sentences: what was seen, and what to do
 */
public record Advice(Level level, String text) {

  /** How urgent a piece of advice is. */
  public enum Level {
    /** Something is wrong. */
    WARNING,
    /** Worth knowing. */
    NOTE,
    /** As it should be. */
    GOOD
  }

  static Advice warning(String text) {
    return new Advice(Level.WARNING, text);
  }

  static Advice note(String text) {
    return new Advice(Level.NOTE, text);
  }

  static Advice good(String text) {
    return new Advice(Level.GOOD, text);
  }

  /** Advice on an evaluation, the most urgent first; at least one piece. */
  public static List<Advice> of(Evaluation evaluation) {
    List<Advice> advice = new ArrayList<>();
    RowAdvice.add(evaluation, advice);
    evaluation.labelled().ifPresent(q -> QualityAdvice.add(evaluation, q, advice));
    evaluation.planted().ifPresent(p -> PlantedAdvice.add(p, advice));
    return sorted(advice);
  }

  /** Advice on a fit, the most urgent first; at least one piece. */
  static List<Advice> ofFit(Evaluation heldBack) {
    List<Advice> advice = new ArrayList<>();
    FitAdvice.add(heldBack, advice);
    RowAdvice.addDrift(heldBack, advice, "in the training rows");
    return sorted(advice);
  }

  private static List<Advice> sorted(List<Advice> advice) {
    if (advice.isEmpty()) {
      advice.add(good("Nothing stands out."));
    }
    advice.sort(Comparator.comparing(Advice::level));
    return List.copyOf(advice);
  }
}
