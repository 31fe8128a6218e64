/**
 * The quality scoreboard: how well Residual with default settings finds labelled anomalies, beside
 * what a user would otherwise pick, in one run on the same splits.
 *
 * <p>Start at {@link io.residual.benchmark.quality.QualityScoreboard}.
 */
package io.residual.benchmark.quality;
