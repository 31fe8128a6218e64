/**
 * Scoring: reconstructions by an interchangeable runtime, and the errors that follow.
 *
 * <p>{@link io.residual.model.score.Reconstructor} is the runtime, found by name through {@link
 * io.residual.model.score.ScoringRuntimes}; {@link io.residual.model.score.Scorer} adds the error.
 */
package io.residual.model.score;
