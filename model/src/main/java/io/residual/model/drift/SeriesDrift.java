package io.residual.model.drift;

/**
 * How far a field, or the error, has drifted.
 *
 * @param name of the field, or {@link DriftBins#ERROR}
 */
public record SeriesDrift(String name, DistributionShift shift) {}
