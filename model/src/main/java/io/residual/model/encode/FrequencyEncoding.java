package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A category becomes one feature: how often it was seen in training, {@code ln(1 + count)},
 * standardised over the training rows. A category never seen counts 0. Which category it is does
 * not matter, only how usual it is.
 */
public final class FrequencyEncoding implements TextualEncoding {

  private final List<String> categories;
  private final List<Long> counts;
  private final long rows;
  private final NumberScale scale;
  private final boolean indicator;
  private final String reason;
  private final Map<String, Float> features = new HashMap<>();
  private final float unseen;

  /**
   * An encoding by the given counts.
   *
   * @param categories known ones
   * @param counts how often each was seen, as many as categories, at least 1
   * @param rows how many training rows had a category
   * @param scale of {@code ln(1 + count)}; its typical number stands for a missing category
   * @param reason why this encoding was chosen; null if the schema names it
   */
  @JsonCreator
  public FrequencyEncoding(
      @JsonProperty("categories") List<String> categories,
      @JsonProperty("counts") List<Long> counts,
      @JsonProperty("rows") long rows,
      @JsonProperty("scale") NumberScale scale,
      @JsonProperty("indicator") boolean indicator,
      @JsonProperty("reason") String reason) {
    this.categories = List.copyOf(categories);
    this.counts = List.copyOf(counts);
    this.rows = rows;
    this.scale = Objects.requireNonNull(scale, "scale");
    this.indicator = indicator;
    this.reason = reason;
    if (categories.size() != counts.size() || rows < 0) {
      throw new IllegalArgumentException(
          categories.size() + " categories, " + counts.size() + " counts, " + rows + " rows");
    }
    for (int i = 0; i < categories.size(); i++) {
      long count = counts.get(i);
      if (count < 1 || count > rows) {
        throw new IllegalArgumentException("count " + count + " of " + rows + " rows");
      }
      features.put(categories.get(i), scale.encode(Math.log1p((double) count)));
    }
    unseen = scale.encode(0);
  }

  /** The known categories, most frequent first. */
  @JsonProperty
  public List<String> categories() {
    return categories;
  }

  /** How often each known category was seen. */
  @JsonProperty
  public List<Long> counts() {
    return counts;
  }

  /** How many training rows had a category. */
  @JsonProperty
  public long rows() {
    return rows;
  }

  /** Scale of the logarithms of counts. */
  @JsonProperty
  public NumberScale scale() {
    return scale;
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
    return indicator ? 2 : 1;
  }

  @Override
  public void encode(String text, float[] row, int at) {
    Float feature = features.get(text);
    row[at] = feature == null ? unseen : feature;
    markMissing(row, at, false);
  }

  @Override
  public void encodeMissing(float[] row, int at) {
    row[at] = scale.encode(scale.typical());
    markMissing(row, at, true);
  }

  /** How usual the category is, such as {@code one seen in 4.0% of records}. */
  @Override
  public Object decode(float[] row, int at) {
    double count = Math.expm1(scale.decode(row[at]));
    if (count < 0.5 || rows == 0) {
      return "one never seen before";
    }
    double percent = Math.min(100, 100 * count / rows);
    return String.format(
        Locale.ROOT,
        percent < 10 ? "one seen in %.2g%% of records" : "one seen in %.0f%% of records",
        percent);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrequencyEncoding that
        && categories.equals(that.categories)
        && counts.equals(that.counts)
        && rows == that.rows
        && scale.equals(that.scale)
        && indicator == that.indicator
        && Objects.equals(reason, that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(categories, counts, rows, scale, indicator, reason);
  }

  @Override
  public String toString() {
    return "FrequencyEncoding[" + categories.size() + "]";
  }
}
