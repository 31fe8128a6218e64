/**
 * Rolling thresholds: which error is too large for an entity, given what it showed lately.
 *
 * <p>{@link io.residual.model.threshold.RollingThreshold} holds the rule and no state; {@link
 * io.residual.model.threshold.ThresholdState} is what is kept for each entity.
 */
package io.residual.model.threshold;
