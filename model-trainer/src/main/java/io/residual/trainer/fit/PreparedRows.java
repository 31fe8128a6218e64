package io.residual.trainer.fit;

import io.residual.trainer.batch.TrainingSet;
import io.residual.trainer.data.NetworkRows;

/**
 * What a model is made from.
 *
 * @param training rows to learn from, with weights
 * @param heldBack rows that stop the training and calibrate the error
 */
record PreparedRows(TrainingSet training, NetworkRows heldBack) {}
