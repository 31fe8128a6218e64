package io.residual.model.encode;

import io.residual.model.record.FieldType;
import io.residual.model.record.FieldType.Categorical.Encoding;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often each category was seen, in bounded memory. Not thread safe. */
final class CategoryCounts {

  /** Beyond this many different texts a field is no category; later ones are not counted. */
  private static final int MAX_COUNTED = 100_000;

  /** Longer texts are no names of categories; they count as unknown ones. */
  private static final int MAX_LENGTH = 256;

  /**
   * Of the logarithms of counts: a factor of 1.6. Without it, categories that are about equally
   * frequent would be told apart by chance differences of their counts.
   */
  private static final double LEAST_SPREAD = 0.5;

  private final Map<String, Long> counts = new HashMap<>();
  private long total;

  void add(String category) {
    total++;
    if (counts.containsKey(category)
        || (counts.size() < MAX_COUNTED && category.length() <= MAX_LENGTH)) {
      counts.merge(category, 1L, Long::sum);
    }
  }

  /** The encoding that the type asks for, or the one that suits. */
  TextualEncoding encoding(FieldType.Categorical type, boolean indicator) {
    Encoding encoding = type.encoding();
    String reason = null;
    if (encoding == Encoding.AUTO) {
      encoding = choose(type);
      reason = reason(encoding, type);
    }
    return switch (encoding) {
      case FREQUENCY ->
          frequency(
              reason == null ? type.maxCategories() : FieldType.Categorical.MAX_COUNTED_CATEGORIES,
              indicator,
              reason);
      case HASH ->
          new HashEncoding(
              type.features(), mostFrequent(HashEncoding.MAX_NAMED), indicator, reason);
      default -> new CategoricalEncoding(mostFrequent(type.maxCategories()), indicator, reason);
    };
  }

  private Encoding choose(FieldType.Categorical type) {
    if (counts.size() <= type.maxCategories()) {
      return Encoding.ONE_HOT;
    }
    return counts.size() <= HashEncoding.codes(type.features())
        ? Encoding.HASH
        : Encoding.FREQUENCY;
  }

  private String reason(Encoding encoding, FieldType.Categorical type) {
    return switch (encoding) {
      case HASH ->
          String.format(
              Locale.ROOT,
              "hash: %,d categories, more than %,d",
              counts.size(),
              type.maxCategories());
      case FREQUENCY ->
          String.format(
              Locale.ROOT,
              "frequency: %,d categories, more than %d hashed features tell apart",
              counts.size(),
              type.features());
      default -> String.format(Locale.ROOT, "one-hot: %d categories", counts.size());
    };
  }

  private FrequencyEncoding frequency(int limit, boolean indicator, String reason) {
    List<String> known = mostFrequent(limit);
    // Every row counts, those of categories beyond the limit as never seen.
    double mean = 0;
    for (String category : known) {
      double count = counts.get(category);
      mean += Math.log1p(count) * count / total;
    }
    double variance = 0;
    double covered = 0;
    for (String category : known) {
      double count = counts.get(category);
      covered += count;
      variance += Math.pow(Math.log1p(count) - mean, 2) * count / total;
    }
    variance += total == 0 ? 0 : mean * mean * (total - covered) / total;
    double deviation = Math.sqrt(variance);
    return new FrequencyEncoding(
        known,
        known.stream().map(counts::get).toList(),
        total,
        new NumberScale(mean, Math.max(LEAST_SPREAD, deviation), mean),
        indicator,
        reason);
  }

  private List<String> mostFrequent(int limit) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }
}
