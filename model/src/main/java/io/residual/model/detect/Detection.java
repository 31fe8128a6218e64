package io.residual.model.detect;

import io.residual.model.policy.PolicyDecision;

/**
 * What a detector says about one record.
 *
 * @param error of the record, smoothed if the model smooths errors; NaN or infinite, as it came, if
 *     the model is broken
 * @param threshold that the error was compared with; finite and positive
 * @param severity from 0 to 1, see {@link
 *     io.residual.model.threshold.RollingThreshold#severity(double, double)}; NaN if the record
 *     neither is anomalous nor ends an incident, and if the error is not finite
 * @param anomalous whether the error exceeds the threshold; never if it is not finite
 * @param decision whether that raises an alert, and what became of the entity's incident
 * @param next what to remember of the entity in place of the state that was handed in
 */
public record Detection(
    double error,
    double threshold,
    double severity,
    boolean anomalous,
    PolicyDecision decision,
    EntityState next) {

  /** Whether the network gave no finite error: the model is broken, not the record. */
  public boolean modelFault() {
    return !Double.isFinite(error);
  }

  /** Whether the record is out of the ordinary, whether or not it raises an alert. */
  public boolean conspicuous() {
    return anomalous || modelFault();
  }
}
