package io.residual.trainer.evaluate;

import io.residual.model.bundle.Manifest;
import io.residual.trainer.evaluate.metric.Figure;
import java.util.List;

/**
 * Which of two models is better on the same rows.
 *
 * @param current the model in use
 * @param candidate the model that may replace it
 * @param labelled whether labels decided; otherwise planted anomalies
 * @param rows that both could score
 * @param onlyCurrent rows that only the current model could score
 * @param onlyCandidate rows that only the candidate could score
 * @param units events, rows or planted anomalies that samples were drawn from
 * @param checks what decides
 * @param others figures that decide nothing
 * @param currentAlerts alerts of the current model on normal rows, or on all without labels
 * @param candidateAlerts likewise
 * @param alertVerdict whether the candidate raises far more of them
 */
public record Comparison(
    Manifest current,
    Manifest candidate,
    boolean labelled,
    long rows,
    long onlyCurrent,
    long onlyCandidate,
    int units,
    List<Check> checks,
    List<Check> others,
    long currentAlerts,
    long candidateAlerts,
    Verdict alertVerdict) {

  /** Copies the lists. */
  public Comparison {
    checks = List.copyOf(checks);
    others = List.copyOf(others);
  }

  /** What a difference means. */
  public enum Verdict {
    /** The whole interval is above 0. */
    BETTER,
    /** The whole interval is within the margin. */
    EQUIVALENT,
    /** The interval does not tell. */
    UNDECIDED,
    /** The whole interval is below 0, and the difference is beyond the margin. */
    WORSE
  }

  /**
   * A figure of both models.
   *
   * @param name of the figure
   * @param current its value for the current model
   * @param candidate its value for the candidate
   * @param difference candidate minus current, with the interval of paired samples
   * @param margin up to which a loss does not matter
   */
  public record Check(
      String name, double current, double candidate, Figure difference, double margin) {

    /** What the difference means. */
    public Verdict verdict() {
      double low = difference.interval().low();
      double high = difference.interval().high();
      if (low > 0) {
        return Verdict.BETTER;
      }
      if (high < 0 && difference.value() < -margin) {
        return Verdict.WORSE;
      }
      return low >= -margin && high <= margin ? Verdict.EQUIVALENT : Verdict.UNDECIDED;
    }

    /** Whether a loss of more than the margin can be ruled out. */
    public boolean asGood() {
      return difference.interval().low() >= -margin;
    }
  }

  /**
   * The verdict on the whole: worse in one thing is worse; better in one thing is better, if losses
   * in the others can be ruled out.
   */
  public Verdict verdict() {
    if (alertVerdict == Verdict.WORSE || any(Verdict.WORSE)) {
      return Verdict.WORSE;
    }
    if (!checks.stream().allMatch(Check::asGood)) {
      return Verdict.UNDECIDED;
    }
    return any(Verdict.BETTER) ? Verdict.BETTER : Verdict.EQUIVALENT;
  }

  private boolean any(Verdict verdict) {
    return checks.stream().anyMatch(check -> check.verdict() == verdict);
  }

  /** Whether a loss of more than the margin can be ruled out in everything that decides. */
  public boolean asGood() {
    return verdict() != Verdict.WORSE && checks.stream().allMatch(Check::asGood);
  }
}
