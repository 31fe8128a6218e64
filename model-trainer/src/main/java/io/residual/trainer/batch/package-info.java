/**
 * Where gradient steps get their rows from: shuffled, corrupted, made up between neighbours.
 *
 * <p>{@link io.residual.trainer.batch.TrainingBatches} is the source, which others wrap; {@link
 * io.residual.trainer.batch.VariedRows} puts together what the settings ask for. {@link
 * io.residual.trainer.batch.FieldColumns} knows which columns belong to one field.
 */
package io.residual.trainer.batch;
