/**
 * Whether the records of a stream are still like those that the model was made from: counts by bin
 * ({@link io.residual.model.drift.DriftBins}), summed up over windows ({@link
 * io.residual.model.drift.DriftMonitor}) and compared with training ({@link
 * io.residual.model.drift.DistributionShift}).
 */
package io.residual.model.drift;
