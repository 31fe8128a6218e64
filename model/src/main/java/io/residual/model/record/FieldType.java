package io.residual.model.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What kind of value a field holds, with the settings that belong to that kind alone. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FieldType.Numeric.class, name = "numeric"),
  @JsonSubTypes.Type(value = FieldType.Categorical.class, name = "categorical"),
  @JsonSubTypes.Type(value = FieldType.Bool.class, name = "boolean"),
  @JsonSubTypes.Type(value = FieldType.Timestamp.class, name = "timestamp"),
  @JsonSubTypes.Type(value = FieldType.Vector.class, name = "vector")
})
public sealed interface FieldType {

  /** A finite number. */
  record Numeric(Scaling scaling) implements FieldType {}

  /**
   * A text that names a category; numbers and booleans are taken by their text.
   *
   * @param maxCategories how many categories, the most frequent, get a feature of their own; the
   *     others share the slot of unknown ones
   */
  record Categorical(int maxCategories) implements FieldType {
    /** Wide enough for most codes and states; wider fields slow every row down. */
    public static final int DEFAULT_MAX_CATEGORIES = 64;
  }

  /** True or false. */
  record Bool() implements FieldType {}

  /** A point in time, of which the hour of the day and the day of the week matter. */
  record Timestamp(TimestampFormat format) implements FieldType {}

  /**
   * An array of finite numbers.
   *
   * @param length how many elements every record must have
   */
  record Vector(int length, Scaling scaling) implements FieldType {}
}
