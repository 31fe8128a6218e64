/**
 * Sample streams whose faults are known, so that a detector's precision and recall can be counted.
 *
 * <p>Start at {@link io.residual.samples.dataset.MachineTelemetry}.
 */
package io.residual.samples.dataset;
