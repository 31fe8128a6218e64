/**
 * Reports for people: an evaluation as one HTML file without scripts or anything from elsewhere,
 * and advice in plain words. {@link io.residual.trainer.report.EvaluationReport} is where to begin.
 */
package io.residual.trainer.report;
