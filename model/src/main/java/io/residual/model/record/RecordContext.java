package io.residual.model.record;

import java.util.OptionalLong;

/**
 * What a record says about itself besides its fields.
 *
 * @param entity what the record is about; {@link RecordSchema#SINGLE_ENTITY} without an entity
 * @param eventTimeMillis when it happened; empty if the schema declares no event time
 */
public record RecordContext(String entity, OptionalLong eventTimeMillis) {}
