/**
 * The decision about a record: from its error, over smoothing and its entity's threshold, to what
 * is remembered of the entity. {@link io.residual.model.detect.Detector} decides for the job, the
 * trainer's evaluation and backtests alike.
 */
package io.residual.model.detect;
