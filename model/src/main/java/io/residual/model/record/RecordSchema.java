package io.residual.model.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The declared part of a record; anything else in it is carried along but not looked at.
 *
 * @param fields the fields that the model sees, in the order of their features
 * @param entity JSON pointer of what the record is about, such as a machine; null if all records
 *     are about one thing
 * @param eventTime where the record says when it happened; null to take Kafka's timestamp
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordSchema(List<FieldSpec> fields, String entity, EventTime eventTime) {

  /** Entity of all records whose schema names no entity. */
  public static final String SINGLE_ENTITY = "all";

  /** Checks that there is at least one field and that names are unique. */
  public RecordSchema {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("a schema needs at least one field");
    }
    Set<String> names = new HashSet<>();
    for (FieldSpec field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException("two fields are named " + field.name());
      }
    }
    if (entity != null) {
      FieldSpec.requirePointer(entity);
    }
  }

  /** A schema without entity and event time. */
  public static RecordSchema of(List<FieldSpec> fields) {
    return new RecordSchema(fields, null, null);
  }

  /** Pointer of the entity, if the schema names one. */
  public Optional<String> entityPointer() {
    return Optional.ofNullable(entity);
  }

  /** Place of the event time, if the schema names one. */
  public Optional<EventTime> eventTimePlace() {
    return Optional.ofNullable(eventTime);
  }
}
