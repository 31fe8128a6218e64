package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A category becomes a one-hot group: a feature for each known category, most frequent first, then
 * one for all unknown categories.
 */
public final class CategoricalEncoding implements FieldEncoding {

  private final List<String> categories;
  private final boolean indicator;
  private final Map<String, Integer> slots = new HashMap<>();

  /**
   * An encoding of the given categories.
   *
   * @param categories known ones, the most frequent, which stands for missing values, first
   */
  @JsonCreator
  public CategoricalEncoding(
      @JsonProperty("categories") List<String> categories,
      @JsonProperty("indicator") boolean indicator) {
    this.categories = List.copyOf(categories);
    this.indicator = indicator;
    for (String category : this.categories) {
      slots.put(category, slots.size());
    }
  }

  /** The known categories, most frequent first. */
  @JsonProperty
  public List<String> categories() {
    return categories;
  }

  @Override
  @JsonProperty
  public boolean indicator() {
    return indicator;
  }

  @Override
  public int width() {
    return categories.size() + 1 + (indicator ? 1 : 0);
  }

  void encode(String category, float[] row, int at) {
    Arrays.fill(row, at, at + width(), 0f);
    row[at + slots.getOrDefault(category, categories.size())] = 1f;
  }

  @Override
  public void encodeMissing(float[] row, int at) {
    Arrays.fill(row, at, at + width(), 0f);
    row[at] = 1f;
    markMissing(row, at, true);
  }

  @Override
  public Object decode(float[] row, int at) {
    int best = 0;
    for (int slot = 1; slot <= categories.size(); slot++) {
      if (row[at + slot] > row[at + best]) {
        best = slot;
      }
    }
    return best == categories.size() ? null : categories.get(best);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoricalEncoding that
        && categories.equals(that.categories)
        && indicator == that.indicator;
  }

  @Override
  public int hashCode() {
    return categories.hashCode() * 31 + Boolean.hashCode(indicator);
  }

  @Override
  public String toString() {
    return "CategoricalEncoding" + categories;
  }
}
