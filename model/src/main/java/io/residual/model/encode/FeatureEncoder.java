package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The fitted encoder of a schema: one {@link FieldEncoding} a field, laid out one after the other
 * in a row of {@link #featureCount()} floats. Immutable and thread safe; part of the bundle.
 */
public final class FeatureEncoder {

  private final List<FieldEncoding> fields;
  private final int[] offsets;

  /** An encoder with the given encodings, in the order of the schema's fields. */
  @JsonCreator
  public FeatureEncoder(@JsonProperty("fields") List<FieldEncoding> fields) {
    this.fields = List.copyOf(fields);
    this.offsets = new int[fields.size() + 1];
    for (int i = 0; i < offsets.length - 1; i++) {
      offsets[i + 1] = offsets[i] + this.fields.get(i).width();
    }
  }

  /** The encodings, in the order of the schema's fields. */
  @JsonProperty
  public List<FieldEncoding> fields() {
    return fields;
  }

  /** Number of fields. */
  public int fieldCount() {
    return fields.size();
  }

  /** Number of features: the width of a row. */
  public int featureCount() {
    return offsets[fields.size()];
  }

  /** Index of the field's first feature in a row. */
  public int offset(int field) {
    return offsets[field];
  }

  /** Number of the field's features. */
  public int width(int field) {
    return offsets[field + 1] - offsets[field];
  }

  /**
   * The field's value in its own unit, as the features state it.
   *
   * @param row {@code [featureCount]} or longer
   * @param start index of the row's first feature
   * @return see {@link FieldEncoding#decode}
   */
  public Object decode(int field, float[] row, int start) {
    return fields.get(field).decode(row, start + offsets[field]);
  }

  /** What each feature is called, such as {@code mode=idle} or {@code time.hour-sin}. */
  public List<String> featureNames(List<String> fieldNames) {
    List<String> names = new ArrayList<>(featureCount());
    for (int i = 0; i < fields.size(); i++) {
      addNames(fieldNames.get(i), fields.get(i), names);
    }
    return names;
  }

  private static void addNames(String field, FieldEncoding encoding, List<String> names) {
    if (encoding instanceof CategoricalEncoding categorical) {
      categorical.categories().forEach(category -> names.add(field + "=" + category));
      names.add(field + "=?");
    } else if (encoding instanceof FrequencyEncoding) {
      names.add(field + ".frequency");
    } else if (encoding instanceof HashEncoding hash) {
      numbered(field, hash.features(), names);
    } else if (encoding instanceof TextEncoding text) {
      numbered(field, text.features(), names);
      names.add(field + ".length");
    } else if (encoding instanceof TimestampEncoding) {
      names.addAll(
          List.of(
              field + ".hour-sin", field + ".hour-cos", field + ".day-sin", field + ".day-cos"));
    } else if (encoding instanceof VectorEncoding vector) {
      numbered(field, vector.scales().size(), names);
    } else {
      names.add(field);
    }
    if (encoding.indicator()) {
      names.add(field + ".missing");
    }
  }

  private static void numbered(String field, int count, List<String> names) {
    for (int i = 0; i < count; i++) {
      names.add(field + "[" + i + "]");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureEncoder that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fields);
  }
}
