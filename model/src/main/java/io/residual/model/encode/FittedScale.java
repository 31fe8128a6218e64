package io.residual.model.encode;

/**
 * A scale and how it came about.
 *
 * @param scale learnt from training rows
 * @param reason which method was chosen and why; null if the schema names the method
 */
record FittedScale(Scale scale, String reason) {}
