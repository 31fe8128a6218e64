/** Windows of the last records of an entity, for models that judge a record by what came before. */
package io.residual.model.sequence;
