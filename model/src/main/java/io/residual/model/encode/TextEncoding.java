package io.residual.model.encode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.residual.model.record.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A text becomes the counts of its character n-grams, hashed into a fixed number of features, and
 * its length.
 *
 * <p>Runs of {@code minGram} to {@code maxGram} characters, letter case folded, digits alike if
 * asked for, with marks for the beginning and the end of the text (as in Bojanowski et al.,
 * Enriching Word Vectors with Subword Information, TACL 5, 2017), add 1 or -1 to the feature that
 * their hash chooses, sign by hash too, so that collisions cancel on average (Weinberger et al.,
 * ICML 2009). Each sum s then becomes {@code sign(s) ln(1 + |s|)}, and the features of a text are
 * divided by their Euclidean norm, so that a text weighs as much as one standardised number. The
 * length, in characters, is {@code ln(1 + length)}, standardised.
 */
public final class TextEncoding implements TextualEncoding {

  /** Runs of characters beyond this place are not looked at: a bound on the time for a record. */
  public static final int MAX_LENGTH = 4096;

  /** Marks of the beginning and the end: control characters that no text holds on purpose. */
  private static final int BEGIN = 2;

  private static final int END = 3;

  /** Cosine to the nearest example below which no example is like the text. */
  private static final double LIKENESS = 0.3;

  private final int features;
  private final int minGram;
  private final int maxGram;
  private final boolean digitsAlike;
  private final NumberScale length;
  private final float[] typical;
  private final List<String> examples;
  private final boolean indicator;
  private final float[][] exampleFeatures;

  /**
   * An encoding into the given number of features.
   *
   * @param features that runs of characters share, at least 2
   * @param minGram length of the shortest runs in characters, at least 1
   * @param maxGram length of the longest ones, at most 10
   * @param digitsAlike whether all digits count as the same character
   * @param length scale of {@code ln(1 + length)}; its typical number stands for a missing text
   * @param typical {@code [features]}: what stands for a missing text, the mean of training texts
   * @param examples training texts, which decoding can name
   */
  @JsonCreator
  public TextEncoding(
      @JsonProperty("features") int features,
      @JsonProperty("minGram") int minGram,
      @JsonProperty("maxGram") int maxGram,
      @JsonProperty("digitsAlike") boolean digitsAlike,
      @JsonProperty("length") NumberScale length,
      @JsonProperty("typical") float[] typical,
      @JsonProperty("examples") List<String> examples,
      @JsonProperty("indicator") boolean indicator) {
    FieldType.Text checked =
        new FieldType.Text(features, minGram, maxGram, digitsAlike, examples.size());
    this.features = checked.features();
    this.minGram = minGram;
    this.maxGram = maxGram;
    this.digitsAlike = digitsAlike;
    this.length = Objects.requireNonNull(length, "length");
    this.typical = typical.clone();
    this.examples = List.copyOf(examples);
    this.indicator = indicator;
    if (typical.length != features) {
      throw new IllegalArgumentException(typical.length + " typical values of " + features);
    }
    for (float value : typical) {
      if (!(Math.abs(value) <= 1)) {
        throw new IllegalArgumentException("typical value " + value + " is not from -1 to 1");
      }
    }
    exampleFeatures = new float[examples.size()][features];
    for (int i = 0; i < exampleFeatures.length; i++) {
      grams(this.examples.get(i), exampleFeatures[i], 0);
    }
  }

  /** Number of features that runs of characters share. */
  @JsonProperty
  public int features() {
    return features;
  }

  /** Length of the shortest runs in characters. */
  @JsonProperty
  public int minGram() {
    return minGram;
  }

  /** Length of the longest runs in characters. */
  @JsonProperty
  public int maxGram() {
    return maxGram;
  }

  /** Whether all digits count as the same character. */
  @JsonProperty
  public boolean digitsAlike() {
    return digitsAlike;
  }

  /** Scale of the logarithm of the length. */
  @JsonProperty
  public NumberScale length() {
    return length;
  }

  /** What stands for a missing text, {@code [features]}; a copy. */
  @JsonProperty
  public float[] typical() {
    return typical.clone();
  }

  /** Some training texts. */
  @JsonProperty
  public List<String> examples() {
    return examples;
  }

  @Override
  @JsonProperty
  public boolean indicator() {
    return indicator;
  }

  @Override
  public int width() {
    return features + 1 + (indicator ? 1 : 0);
  }

  @Override
  public void encode(String text, float[] row, int at) {
    grams(text, row, at);
    row[at + features] = length.encode(logLength(text));
    markMissing(row, at, false);
  }

  static double logLength(String text) {
    return Math.log1p(text.codePointCount(0, text.length()));
  }

  /** Writes the features of the n-grams, of norm 1, or 0 for a text without any. */
  private void grams(String text, float[] row, int at) {
    Arrays.fill(row, at, at + features, 0f);
    int end = Math.min(text.length(), MAX_LENGTH);
    for (int start = -1; start < end; start += width(text, start, end)) {
      long hash = TextHash.START;
      int place = start;
      for (int n = 1; n <= maxGram && place <= end; n++) {
        hash = TextHash.add(hash, symbol(text, place, end));
        place += width(text, place, end);
        if (n >= minGram) {
          long mixed = TextHash.mix(hash);
          row[at + (int) ((mixed >>> 34) % features)] += (mixed & 1) == 0 ? 1f : -1f;
        }
      }
    }
    double squares = 0;
    for (int i = at; i < at + features; i++) {
      double log = Math.log1p(Math.abs(row[i]));
      row[i] = (float) Math.copySign(log, row[i]);
      squares += log * log;
    }
    float factor = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int i = at; i < at + features; i++) {
      row[i] *= factor;
    }
  }

  /** How many chars the symbol at a place takes; the marks take one. */
  private static int width(String text, int place, int end) {
    return place < 0 || place >= end ? 1 : Character.charCount(text.codePointAt(place));
  }

  private int symbol(String text, int place, int end) {
    if (place < 0 || place >= end) {
      return place < 0 ? BEGIN : END;
    }
    int codePoint = text.codePointAt(place);
    if (digitsAlike && Character.isDigit(codePoint)) {
      return '0';
    }
    if (codePoint < 0x80) {
      return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + ('a' - 'A') : codePoint;
    }
    // Both, as String.equalsIgnoreCase does it, and as little dependent on a language.
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  @Override
  public void encodeMissing(float[] row, int at) {
    System.arraycopy(typical, 0, row, at, features);
    row[at + features] = length.encode(length.typical());
    markMissing(row, at, true);
  }

  /** The example that is most like the text which the features stand for. */
  @Override
  public Object decode(float[] row, int at) {
    double squares = 0;
    for (int i = at; i < at + features; i++) {
      squares += (double) row[i] * row[i];
    }
    String best = null;
    double most = LIKENESS * Math.sqrt(squares);
    for (int i = 0; i < exampleFeatures.length; i++) {
      double product = 0;
      for (int j = 0; j < features; j++) {
        product += (double) exampleFeatures[i][j] * row[at + j];
      }
      if (product > most) {
        most = product;
        best = examples.get(i);
      }
    }
    return best;
  }

  /**
   * No text can be read back from counts of character runs. What can be said is which training text
   * is most like the expected one, and it is said as that.
   */
  @Override
  public Object expected(float[] row, int at) {
    Object example = decode(row, at);
    return example == null ? null : "like '" + example + "'";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextEncoding that
        && features == that.features
        && minGram == that.minGram
        && maxGram == that.maxGram
        && digitsAlike == that.digitsAlike
        && length.equals(that.length)
        && Arrays.equals(typical, that.typical)
        && examples.equals(that.examples)
        && indicator == that.indicator;
  }

  @Override
  public int hashCode() {
    return Objects.hash(features, minGram, maxGram, digitsAlike, length, examples, indicator)
        + 31 * Arrays.hashCode(typical);
  }

  @Override
  public String toString() {
    return "TextEncoding[" + features + "]";
  }
}
