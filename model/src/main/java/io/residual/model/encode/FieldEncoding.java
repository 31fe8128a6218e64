package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What was learnt about one field: how its value becomes features and features become a value.
 *
 * <p>Immutable and thread safe. Rows are {@code float[]} with this field's features from index
 * {@code at} on; encoding overwrites {@link #width()} entries.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NumericEncoding.class, name = "numeric"),
  @JsonSubTypes.Type(value = CategoricalEncoding.class, name = "one-hot"),
  @JsonSubTypes.Type(value = FrequencyEncoding.class, name = "frequency"),
  @JsonSubTypes.Type(value = HashEncoding.class, name = "hash"),
  @JsonSubTypes.Type(value = TextEncoding.class, name = "text"),
  @JsonSubTypes.Type(value = BooleanEncoding.class, name = "boolean"),
  @JsonSubTypes.Type(value = TimestampEncoding.class, name = "timestamp"),
  @JsonSubTypes.Type(value = VectorEncoding.class, name = "vector")
})
public sealed interface FieldEncoding
    permits NumericEncoding, TextualEncoding, BooleanEncoding, TimestampEncoding, VectorEncoding {

  /** How many features the field takes, at least 1, the missing indicator included. */
  @JsonIgnore
  int width();

  /**
   * How many standardised numbers the field's features amount to: their variance on training rows,
   * about. The features of a category or a text have length 1 together, however many they are.
   */
  default int numbers() {
    return 1;
  }

  /** Whether the last feature says that the value was missing. */
  boolean indicator();

  /**
   * Which encoding was chosen for the field and why, such as {@code log: a long tail}.
   *
   * @return null if there was nothing to choose
   */
  default String reason() {
    return null;
  }

  /** Writes what stands for an absent value. */
  void encodeMissing(float[] row, int at);

  /**
   * The value that the features stand for, in the field's own unit.
   *
   * @param row encoded or reconstructed features
   * @return a Double, String, Boolean or List of Double; null where the features name no value
   */
  Object decode(float[] row, int at);

  /**
   * What a person is told that the model expected: as {@link #decode}, except where that would be
   * misleading.
   *
   * @param row reconstructed features
   * @return a Double, String, Boolean or List of Double; null where nothing can be said
   */
  default Object expected(float[] row, int at) {
    return decode(row, at);
  }

  /** Sets the missing indicator, if there is one. */
  default void markMissing(float[] row, int at, boolean missing) {
    if (indicator()) {
      row[at + width() - 1] = missing ? 1f : 0f;
    }
  }
}
