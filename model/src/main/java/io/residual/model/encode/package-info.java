/**
 * Turns the fields of a record into the numbers that the network sees, and back.
 *
 * <p>{@link io.residual.model.encode.EncoderFitter} learns from training rows, {@link
 * io.residual.model.encode.FeatureEncoder} is what it learnt, {@link
 * io.residual.model.encode.RowEncoder} applies that to one record after the other.
 */
package io.residual.model.encode;
