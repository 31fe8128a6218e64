package io.residual.model.record;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Checks the values of one record against the schema and hands them to a sink. Shared by the
 * readers so that CSV rows in training and JSON records in the job obey the same rules.
 */
final class RowAssembler {

  /** Entities key Flink's state and every alert: a name, not a document. */
  static final int MAX_ENTITY_LENGTH = 1024;

  private final List<FieldSpec> fields;
  private final RecordSchema schema;
  private final boolean[] seen;
  private FieldSink sink;
  private String entity;
  private OptionalLong eventTimeMillis = OptionalLong.empty();

  RowAssembler(RecordSchema schema) {
    this.schema = schema;
    this.fields = schema.fields();
    this.seen = new boolean[fields.size()];
  }

  void begin(FieldSink target) {
    sink = target;
    entity = null;
    eventTimeMillis = OptionalLong.empty();
    Arrays.fill(seen, false);
  }

  FieldSpec spec(int field) {
    return fields.get(field);
  }

  /** Whether fields of this type hold any text, numbers by their text. */
  static boolean takesText(FieldType type) {
    return type instanceof FieldType.Categorical || type instanceof FieldType.Text;
  }

  void number(int field, double value) throws InvalidRecordException {
    FieldType type = spec(field).type();
    if (type instanceof FieldType.Numeric) {
      requireFinite(field, value);
      sink.number(field, value);
    } else if (type instanceof FieldType.Timestamp timestamp) {
      try {
        sink.instant(field, timestamp.format().fromNumber(value));
      } catch (DateTimeException e) {
        throw badTime(spec(field).name(), spec(field).name(), e);
      }
    } else {
      throw wrongType(field, "a number");
    }
    seen[field] = true;
  }

  void text(int field, String value) throws InvalidRecordException {
    FieldType type = spec(field).type();
    if (takesText(type)) {
      sink.category(field, value);
    } else if (type instanceof FieldType.Timestamp timestamp) {
      try {
        sink.instant(field, timestamp.format().parse(value));
      } catch (DateTimeException e) {
        throw badTime(spec(field).name(), spec(field).name(), e);
      }
    } else {
      throw wrongType(field, "the text " + excerpt(value));
    }
    seen[field] = true;
  }

  void bool(int field, boolean value) throws InvalidRecordException {
    if (!(spec(field).type() instanceof FieldType.Bool)) {
      throw wrongType(field, Boolean.toString(value));
    }
    sink.bool(field, value);
    seen[field] = true;
  }

  void element(int field, int index, double value) throws InvalidRecordException {
    if (index >= ((FieldType.Vector) spec(field).type()).length()) {
      throw wrongLength(field, "more than " + index);
    }
    requireFinite(field, value);
    sink.element(field, index, value);
  }

  void endVector(int field, int length) throws InvalidRecordException {
    if (length != ((FieldType.Vector) spec(field).type()).length()) {
      throw wrongLength(field, Integer.toString(length));
    }
    seen[field] = true;
  }

  void entity(String value) throws InvalidRecordException {
    if (value.length() > MAX_ENTITY_LENGTH) {
      throw new InvalidRecordException(
          RejectReason.ENTITY_TOO_LONG,
          "entity of " + value.length() + " characters; at most " + MAX_ENTITY_LENGTH);
    }
    entity = value;
  }

  void eventTime(String text) throws InvalidRecordException {
    try {
      eventTimeMillis = OptionalLong.of(schema.eventTime().format().parse(text));
    } catch (DateTimeException e) {
      throw badTime(null, "event time", e);
    }
  }

  void eventTime(double number) throws InvalidRecordException {
    try {
      eventTimeMillis = OptionalLong.of(schema.eventTime().format().fromNumber(number));
    } catch (DateTimeException e) {
      throw badTime(null, "event time", e);
    }
  }

  RecordContext finish() throws InvalidRecordException {
    for (int field = 0; field < seen.length; field++) {
      if (!seen[field]) {
        if (spec(field).missing() == MissingRule.REJECT) {
          throw missing(
              spec(field).name(),
              "field '" + spec(field).name() + "' (" + spec(field).pointer() + ")");
        }
        sink.missing(field);
      }
    }
    if (schema.entity() != null && entity == null) {
      throw missing(null, "the entity (" + schema.entity() + ")");
    }
    if (schema.eventTime() != null && eventTimeMillis.isEmpty()) {
      throw missing(null, "the event time (" + schema.eventTime().pointer() + ")");
    }
    return new RecordContext(entity == null ? RecordSchema.SINGLE_ENTITY : entity, eventTimeMillis);
  }

  InvalidRecordException wrongType(int field, String found) {
    return new InvalidRecordException(
        RejectReason.WRONG_TYPE,
        spec(field).name(),
        "field '"
            + spec(field).name()
            + "' is declared "
            + spec(field).type().getClass().getSimpleName().toLowerCase(Locale.ROOT)
            + " but holds "
            + found);
  }

  static String excerpt(String text) {
    return "'" + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + "'";
  }

  private void requireFinite(int field, double value) throws InvalidRecordException {
    if (!Double.isFinite(value)) {
      throw new InvalidRecordException(
          RejectReason.NOT_FINITE,
          spec(field).name(),
          "field '" + spec(field).name() + "' is " + value);
    }
  }

  private InvalidRecordException wrongLength(int field, String found) {
    return new InvalidRecordException(
        RejectReason.WRONG_LENGTH,
        spec(field).name(),
        "vector '"
            + spec(field).name()
            + "' has "
            + found
            + " elements; declared are "
            + ((FieldType.Vector) spec(field).type()).length());
  }

  private static InvalidRecordException missing(String field, String what) {
    return new InvalidRecordException(RejectReason.MISSING_FIELD, field, what + " is missing");
  }

  private static InvalidRecordException badTime(
      String field, String what, DateTimeException cause) {
    return new InvalidRecordException(
        RejectReason.BAD_TIMESTAMP, field, what + ": " + cause.getMessage());
  }
}
