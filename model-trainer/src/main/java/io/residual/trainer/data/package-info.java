/**
 * Rows from files: reading, checking, splitting and encoding them.
 *
 * <p>{@link io.residual.trainer.data.RowSource} is a file of rows that can be passed over more than
 * once, {@link io.residual.trainer.data.TrainingRows} what the trainer makes of them, {@link
 * io.residual.trainer.data.SchemaProposal} a first pipeline file for rows nobody has described yet.
 */
package io.residual.trainer.data;
