package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A category becomes a one-hot group: a feature for each known category, most frequent first, then
 * one for all unknown categories.
 */
public final class CategoricalEncoding implements TextualEncoding {

  private final List<String> categories;
  private final boolean indicator;
  private final String reason;
  private final Map<String, Integer> slots = new HashMap<>();

  /**
   * An encoding of the given categories.
   *
   * @param categories known ones, the most frequent, which stands for missing values, first
   * @param reason why this encoding was chosen; null if the schema names it
   */
  @JsonCreator
  public CategoricalEncoding(
      @JsonProperty("categories") List<String> categories,
      @JsonProperty("indicator") boolean indicator,
      @JsonProperty("reason") String reason) {
    this.categories = List.copyOf(categories);
    this.indicator = indicator;
    this.reason = reason;
    for (String category : this.categories) {
      slots.put(category, slots.size());
    }
  }

  /** An encoding of the given categories, most frequent first, that the schema names. */
  public CategoricalEncoding(List<String> categories, boolean indicator) {
    this(categories, indicator, null);
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
  @JsonProperty
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public String reason() {
    return reason;
  }

  @Override
  public int width() {
    return categories.size() + 1 + (indicator ? 1 : 0);
  }

  @Override
  public void encode(String text, float[] row, int at) {
    Arrays.fill(row, at, at + width(), 0f);
    Integer slot = slots.get(text);
    row[at + (slot == null ? categories.size() : slot)] = 1f;
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

  /** The most probable known category: that a category is unknown is nothing to be expected. */
  @Override
  public Object expected(float[] row, int at) {
    int best = 0;
    for (int slot = 1; slot < categories.size(); slot++) {
      if (row[at + slot] > row[at + best]) {
        best = slot;
      }
    }
    return categories.isEmpty() ? null : categories.get(best);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoricalEncoding that
        && categories.equals(that.categories)
        && indicator == that.indicator
        && Objects.equals(reason, that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(categories, indicator, reason);
  }

  @Override
  public String toString() {
    return "CategoricalEncoding" + categories;
  }
}
