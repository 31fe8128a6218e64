package io.residual.model.encode;

import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Learns an encoder from training rows: push every row through a record reader into this sink, then
 * call {@link #fit()}.
 *
 * <p>Memory is bounded whatever the number of rows. The same rows give the same encoder. Not thread
 * safe. A row that its reader refuses half-way has already been seen in part: check rows before.
 */
public final class EncoderFitter implements FieldSink {

  /** Numbers kept for quantiles, all fields together: 32 MiB. */
  private static final int SAMPLE_BUDGET = 1 << 22;

  /** Fewer numbers than this say nothing about tails. */
  private static final int MIN_SAMPLE = 500;

  private final List<FieldSpec> fields;
  private final NumberSample[][] numbers;
  private final CategoryCounts[] categories;
  private final TextSample[] texts;
  private final ColumnTrace[] traces;
  private final long[] trues;
  private final long[] bools;

  /** A fitter for records of the given schema. */
  public EncoderFitter(RecordSchema schema) {
    fields = schema.fields();
    int size = fields.size();
    numbers = new NumberSample[size][];
    categories = new CategoryCounts[size];
    texts = new TextSample[size];
    traces = new ColumnTrace[size];
    trues = new long[size];
    bools = new long[size];
    int capacity = capacity();
    for (int i = 0; i < size; i++) {
      FieldType type = fields.get(i).type();
      traces[i] = new ColumnTrace(size);
      categories[i] = new CategoryCounts();
      texts[i] = type instanceof FieldType.Text text ? new TextSample(text, i) : null;
      numbers[i] = new NumberSample[numbersOf(type)];
      for (int j = 0; j < numbers[i].length; j++) {
        numbers[i][j] = new NumberSample(31L * i + j, needsSample(type) ? capacity : 0);
      }
    }
  }

  /** How many numbers each field may keep. */
  private int capacity() {
    int sampled = 0;
    for (FieldSpec field : fields) {
      sampled += needsSample(field.type()) ? numbersOf(field.type()) : 0;
    }
    return Math.max(
        MIN_SAMPLE, Math.min(NumberSample.CAPACITY, SAMPLE_BUDGET / Math.max(1, sampled)));
  }

  private static int numbersOf(FieldType type) {
    if (type instanceof FieldType.Vector vector) {
      return vector.length();
    }
    return type instanceof FieldType.Numeric ? 1 : 0;
  }

  /** Whether moments and range are not enough. */
  private static boolean needsSample(FieldType type) {
    Scaling.Method method;
    if (type instanceof FieldType.Numeric numeric) {
      method = numeric.scaling().method();
    } else if (type instanceof FieldType.Vector vector) {
      method = vector.scaling().method();
    } else {
      return false;
    }
    return switch (method) {
      case ROBUST, LOG, QUANTILE, AUTO -> true;
      case STANDARD, MIN_MAX, NONE -> false;
    };
  }

  @Override
  public void number(int field, double value) {
    numbers[field][0].add(value);
    traces[field].add(value);
  }

  @Override
  public void category(int field, String value) {
    if (texts[field] == null) {
      categories[field].add(value);
    } else {
      texts[field].add(value);
    }
    traces[field].add(value);
  }

  @Override
  public void bool(int field, boolean value) {
    bools[field]++;
    if (value) {
      trues[field]++;
    }
    traces[field].add(value ? "true" : "false");
  }

  @Override
  public void instant(int field, long epochMillis) {
    // Hours and weekdays are the same circle for every data set: nothing to learn.
    traces[field].add((double) epochMillis);
  }

  @Override
  public void element(int field, int index, double value) {
    numbers[field][index].add(value);
  }

  @Override
  public void missing(int field) {
    // The typical value comes from the rows that have one.
    traces[field].missing();
  }

  /** The encoder of all rows seen so far. */
  public FeatureEncoder fit() {
    List<FieldEncoding> encodings = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      encodings.add(encoding(i, fields.get(i)));
    }
    return new FeatureEncoder(encodings);
  }

  /** What the rows seen so far show about fields that are of no use, in the order of the fields. */
  public List<ColumnFinding> findings() {
    ColumnComparison comparison = new ColumnComparison();
    List<ColumnFinding> vectors = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      FieldType type = fields.get(i).type();
      if (type instanceof FieldType.Vector) {
        vector(i, vectors);
      } else {
        comparison.add(
            fields.get(i).name(),
            type instanceof FieldType.Numeric,
            fields.get(i).missing() == MissingRule.INDICATOR,
            traces[i]);
      }
    }
    return Stream.concat(comparison.findings().stream(), vectors.stream()).toList();
  }

  /**
   * How many different values the field had, at least: of the rows seen so far some hundred are
   * looked at. 0 for vectors.
   */
  public int distinctValues(int field) {
    return fields.get(field).type() instanceof FieldType.Vector ? 0 : traces[field].distinctKept();
  }

  private void vector(int field, List<ColumnFinding> findings) {
    int constant = 0;
    for (NumberSample sample : numbers[field]) {
      constant += sample.count() > 0 && sample.min() == sample.max() ? 1 : 0;
    }
    int length = numbers[field].length;
    String name = fields.get(field).name();
    if (numbers[field][0].count() == 0 && traces[field].isEmpty()) {
      findings.add(new ColumnFinding(ColumnFinding.Kind.EMPTY, name, "is missing in every row"));
    } else if (constant > 0) {
      findings.add(
          new ColumnFinding(
              constant == length
                  ? ColumnFinding.Kind.CONSTANT
                  : ColumnFinding.Kind.CONSTANT_ELEMENTS,
              name,
              constant == length
                  ? "is the same vector in every row"
                  : "has " + constant + " of " + length + " elements that never change"));
    }
  }

  private FieldEncoding encoding(int i, FieldSpec field) {
    boolean indicator = field.missing() == MissingRule.INDICATOR;
    FieldType type = field.type();
    if (type instanceof FieldType.Numeric numeric) {
      FittedScale fitted = numbers[i][0].scale(numeric.scaling());
      return new NumericEncoding(fitted.scale(), indicator, fitted.reason());
    } else if (type instanceof FieldType.Categorical categorical) {
      return categories[i].encoding(categorical, indicator);
    } else if (type instanceof FieldType.Bool) {
      return new BooleanEncoding(2 * trues[i] > bools[i], indicator);
    } else if (type instanceof FieldType.Timestamp) {
      return new TimestampEncoding(indicator);
    } else if (type instanceof FieldType.Text) {
      return texts[i].encoding(indicator);
    }
    return vector((FieldType.Vector) type, numbers[i], indicator);
  }

  private static VectorEncoding vector(
      FieldType.Vector type, NumberSample[] samples, boolean indicator) {
    List<Scale> scales = new ArrayList<>();
    List<String> methods = new ArrayList<>();
    for (NumberSample sample : samples) {
      FittedScale fitted = sample.scale(type.scaling());
      scales.add(fitted.scale());
      if (fitted.reason() != null) {
        methods.add(fitted.reason().substring(0, fitted.reason().indexOf(':')));
      }
    }
    return new VectorEncoding(scales, indicator, methods.isEmpty() ? null : tally(methods));
  }

  /** Such as {@code standard 250, log 6}: how many elements got which scaling. */
  private static String tally(List<String> methods) {
    return methods.stream()
        .distinct()
        .map(method -> method + " " + methods.stream().filter(method::equals).count())
        .collect(Collectors.joining(", "));
  }
}
