package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A category sets two of a fixed number of features, each to plus or minus {@code 1 / sqrt(2)},
 * chosen by its hash: signed feature hashing (Weinberger et al., Feature Hashing for Large Scale
 * Multitask Learning, ICML 2009).
 *
 * <p>Any number of categories, known or not, fits. With n features {@code 2 n (n - 1)} codes
 * differ, 1,984 for 32; categories with different codes share at most one feature.
 */
public final class HashEncoding implements TextualEncoding {

  /** Categories that an alert can name as the expected one. */
  static final int MAX_NAMED = 256;

  private static final float PART = (float) Math.sqrt(0.5);

  /** Less likeness than this to the code of any known category names none. */
  private static final double LIKENESS = 0.5;

  private final int features;
  private final List<String> categories;
  private final boolean indicator;
  private final String reason;

  /**
   * An encoding into the given number of features.
   *
   * @param features at least 2
   * @param categories frequent ones, which decoding can name; the most frequent, which stands for
   *     missing values, first
   * @param reason why this encoding was chosen; null if the schema names it
   */
  @JsonCreator
  public HashEncoding(
      @JsonProperty("features") int features,
      @JsonProperty("categories") List<String> categories,
      @JsonProperty("indicator") boolean indicator,
      @JsonProperty("reason") String reason) {
    if (features < 2 || features > 1 << 20) {
      throw new IllegalArgumentException(features + " features to hash into; 2 to 1048576 can be");
    }
    this.features = features;
    this.categories = List.copyOf(categories);
    this.indicator = indicator;
    this.reason = reason;
  }

  /** How many different codes the given number of features has. */
  static long codes(int features) {
    return 2L * features * (features - 1);
  }

  /** Number of features that categories share. */
  @JsonProperty
  public int features() {
    return features;
  }

  /** Frequent categories, most frequent first. */
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
    return features + (indicator ? 1 : 0);
  }

  @Override
  public void encode(String text, float[] row, int at) {
    Arrays.fill(row, at, at + width(), 0f);
    long hash = TextHash.mix(TextHash.fnv(text));
    row[at + first(hash)] = firstSign(hash) * PART;
    row[at + second(hash)] = secondSign(hash) * PART;
  }

  private int first(long hash) {
    return (int) ((hash >>> 34) % features);
  }

  /** Another feature than the first. */
  private int second(long hash) {
    return (int) ((first(hash) + 1 + (hash >>> 4 & 0x3fffffff) % (features - 1)) % features);
  }

  private static int firstSign(long hash) {
    return (hash & 1) == 0 ? 1 : -1;
  }

  private static int secondSign(long hash) {
    return (hash & 2) == 0 ? 1 : -1;
  }

  @Override
  public void encodeMissing(float[] row, int at) {
    if (categories.isEmpty()) {
      Arrays.fill(row, at, at + width(), 0f);
    } else {
      encode(categories.get(0), row, at);
    }
    markMissing(row, at, true);
  }

  /** The frequent category whose code is most like the features. */
  @Override
  public Object decode(float[] row, int at) {
    String best = null;
    double most = LIKENESS;
    for (String category : categories) {
      long hash = TextHash.mix(TextHash.fnv(category));
      double likeness =
          PART
              * ((double) firstSign(hash) * row[at + first(hash)]
                  + (double) secondSign(hash) * row[at + second(hash)]);
      if (likeness > most) {
        most = likeness;
        best = category;
      }
    }
    return best;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashEncoding that
        && features == that.features
        && categories.equals(that.categories)
        && indicator == that.indicator
        && Objects.equals(reason, that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(features, categories, indicator, reason);
  }

  @Override
  public String toString() {
    return "HashEncoding[" + features + "]";
  }
}
