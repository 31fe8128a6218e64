/**
 * Anomalies planted into rows, so that a model can be judged without labels: {@link
 * io.residual.trainer.evaluate.plant.Planter} plans them, {@link
 * io.residual.trainer.evaluate.plant.CapturedRows} plays the rows again with them.
 */
package io.residual.trainer.evaluate.plant;
