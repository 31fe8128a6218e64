package io.residual.model.encode;

import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns an encoder from training rows: push every row through a record reader into this sink, then
 * call {@link #fit()}.
 *
 * <p>Memory is bounded whatever the number of rows. The same rows give the same encoder. Not thread
 * safe. A row that its reader refuses half-way has already been seen in part: check rows before.
 */
public final class EncoderFitter implements FieldSink {

  /** Beyond this many different texts a field is no category; later ones are not counted. */
  private static final int MAX_COUNTED_CATEGORIES = 100_000;

  private final List<FieldSpec> fields;
  private final NumberSample[][] numbers;
  private final List<Map<String, Long>> categories = new ArrayList<>();
  private final long[] trues;
  private final long[] bools;

  /** A fitter for records of the given schema. */
  public EncoderFitter(RecordSchema schema) {
    fields = schema.fields();
    numbers = new NumberSample[fields.size()][];
    trues = new long[fields.size()];
    bools = new long[fields.size()];
    for (int i = 0; i < numbers.length; i++) {
      int width = fields.get(i).type() instanceof FieldType.Vector vector ? vector.length() : 1;
      numbers[i] = new NumberSample[width];
      for (int j = 0; j < width; j++) {
        numbers[i][j] = new NumberSample(31L * i + j);
      }
      categories.add(new HashMap<>());
    }
  }

  @Override
  public void number(int field, double value) {
    numbers[field][0].add(value);
  }

  @Override
  public void category(int field, String value) {
    Map<String, Long> counts = categories.get(field);
    if (counts.size() < MAX_COUNTED_CATEGORIES || counts.containsKey(value)) {
      counts.merge(value, 1L, Long::sum);
    }
  }

  @Override
  public void bool(int field, boolean value) {
    bools[field]++;
    if (value) {
      trues[field]++;
    }
  }

  @Override
  public void instant(int field, long epochMillis) {
    // Hours and weekdays are the same circle for every data set: nothing to learn.
  }

  @Override
  public void element(int field, int index, double value) {
    numbers[field][index].add(value);
  }

  @Override
  public void missing(int field) {
    // The typical value comes from the rows that have one.
  }

  /** The encoder of all rows seen so far. */
  public FeatureEncoder fit() {
    List<FieldEncoding> encodings = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      encodings.add(encoding(i, fields.get(i)));
    }
    return new FeatureEncoder(encodings);
  }

  private FieldEncoding encoding(int i, FieldSpec field) {
    boolean indicator = field.missing() == MissingRule.INDICATOR;
    FieldType type = field.type();
    if (type instanceof FieldType.Numeric numeric) {
      return new NumericEncoding(numbers[i][0].scale(numeric.scaling()), indicator);
    } else if (type instanceof FieldType.Categorical categorical) {
      return new CategoricalEncoding(
          mostFrequent(categories.get(i), categorical.maxCategories()), indicator);
    } else if (type instanceof FieldType.Bool) {
      return new BooleanEncoding(2 * trues[i] > bools[i], indicator);
    } else if (type instanceof FieldType.Timestamp) {
      return new TimestampEncoding(indicator);
    }
    List<NumberScale> scales = new ArrayList<>();
    for (NumberSample sample : numbers[i]) {
      scales.add(sample.scale(((FieldType.Vector) type).scaling()));
    }
    return new VectorEncoding(scales, indicator);
  }

  private static List<String> mostFrequent(Map<String, Long> counts, int limit) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }
}
