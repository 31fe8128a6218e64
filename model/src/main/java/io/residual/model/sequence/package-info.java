/**
 * Windows of the last records of an entity, for models that judge a record by what came before.
 * {@link io.residual.model.sequence.SequenceWindow} says how long they are, {@link
 * io.residual.model.sequence.WindowAssembler} makes them.
 */
package io.residual.model.sequence;
