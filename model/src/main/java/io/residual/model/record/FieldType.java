package io.residual.model.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What kind of value a field holds, with the settings that belong to that kind alone. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FieldType.Numeric.class, name = "numeric"),
  @JsonSubTypes.Type(value = FieldType.Categorical.class, name = "categorical"),
  @JsonSubTypes.Type(value = FieldType.Bool.class, name = "boolean"),
  @JsonSubTypes.Type(value = FieldType.Timestamp.class, name = "timestamp"),
  @JsonSubTypes.Type(value = FieldType.Text.class, name = "text"),
  @JsonSubTypes.Type(value = FieldType.Vector.class, name = "vector")
})
public sealed interface FieldType {

  /** A finite number. */
  record Numeric(Scaling scaling) implements FieldType {}

  /**
   * A text that names a category; numbers and booleans are taken by their text.
   *
   * @param encoding how a category becomes features
   * @param maxCategories ONE_HOT: how many categories, the most frequent, get a feature of their
   *     own, while the others share the slot of unknown ones; AUTO: how many different categories
   *     one-hot features are made for; FREQUENCY: how many categories are counted
   * @param features HASH: how many features all categories share
   */
  record Categorical(Encoding encoding, int maxCategories, int features) implements FieldType {

    /** How a category becomes features. */
    public enum Encoding {
      /** A feature for each frequent category and one for all others. */
      ONE_HOT,
      /** One feature: how often the category was seen in training. */
      FREQUENCY,
      /** A fixed number of features, of which each category sets a few. */
      HASH,
      /** One of the others, chosen by how many categories there are. */
      AUTO
    }

    /** Wide enough for most codes and states; wider fields slow every row down. */
    public static final int DEFAULT_MAX_CATEGORIES = 64;

    /** With two of 32 features set, 1,984 categories differ; see HashEncoding. */
    public static final int DEFAULT_FEATURES = 32;

    /** More counts than this make the bundle's manifest long and tell little more. */
    public static final int MAX_COUNTED_CATEGORIES = 10_000;

    /** Checks the sizes. */
    @JsonCreator
    public Categorical {
      if (encoding == null || maxCategories < 1 || features < 2) {
        throw new IllegalArgumentException(
            "encoding " + encoding + " of " + maxCategories + " categories in " + features);
      }
    }

    /** One-hot features for at most the given number of categories. */
    public Categorical(int maxCategories) {
      this(Encoding.ONE_HOT, maxCategories, DEFAULT_FEATURES);
    }

    /** The given encoding with default sizes. */
    public static Categorical of(Encoding encoding) {
      return new Categorical(
          encoding,
          encoding == Encoding.FREQUENCY ? MAX_COUNTED_CATEGORIES : DEFAULT_MAX_CATEGORIES,
          DEFAULT_FEATURES);
    }
  }

  /** True or false. */
  record Bool() implements FieldType {}

  /** A point in time, of which the hour of the day and the day of the week matter. */
  record Timestamp(TimestampFormat format) implements FieldType {}

  /**
   * A text of which the wording matters, such as a log message, a path or a query.
   *
   * @param features how many features all runs of characters share
   * @param minGram length of the shortest runs of characters looked at, in characters
   * @param maxGram length of the longest ones
   * @param digitsAlike whether all digits count as the same character, because the numbers in such
   *     texts are times, addresses and counts that never return
   * @param examples how many training texts the bundle keeps, so that an alert can say which of
   *     them is most like the text that was expected
   */
  record Text(int features, int minGram, int maxGram, boolean digitsAlike, int examples)
      implements FieldType {

    /** The usual lengths of character n-grams: 3 to 5 tell words and their stems apart. */
    public static final Text DEFAULT = new Text(64, 3, 5, true, 16);

    /** More features than any text here needs. */
    public static final int MAX_FEATURES = 4096;

    /** Longer runs hardly ever return. */
    public static final int MAX_GRAM = 10;

    /** As many texts as a person might look through. */
    public static final int MAX_EXAMPLES = 1000;

    /** Checks the sizes. */
    public Text {
      if (features < 2
          || features > MAX_FEATURES
          || minGram < 1
          || maxGram < minGram
          || maxGram > MAX_GRAM
          || examples < 0
          || examples > MAX_EXAMPLES) {
        throw new IllegalArgumentException(
            String.format(
                "%d features of runs of %d to %d characters with %d examples are out of range",
                features, minGram, maxGram, examples));
      }
    }
  }

  /**
   * An array of finite numbers.
   *
   * @param length how many elements every record must have
   */
  record Vector(int length, Scaling scaling) implements FieldType {}
}
