package io.residual.trainer.evaluate.plant;

import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows as their typed values, before any encoding, so that they can be changed in their own units
 * and played to any encoder. A stretch of the input, not all of it. Not thread safe while rows are
 * captured.
 */
public final class CapturedRows {

  /** Rows at most: enough for narrow intervals, few enough for seconds. */
  private static final int MAX_ROWS = 20_000;

  /** Values at most, about 100 MB of them. */
  private static final int MAX_VALUES = 4_000_000;

  private static final int MIN_ROWS = 500;

  private final RecordSchema schema;
  private final int limit;
  private final List<Object[]> values = new ArrayList<>();
  private final List<RecordContext> contexts = new ArrayList<>();
  private final Map<String, Integer> fieldNumbers = new HashMap<>();

  /**
   * No rows yet.
   *
   * @param limit how many rows are taken; see {@link #limit}
   */
  public CapturedRows(RecordSchema schema, int limit) {
    this.schema = schema;
    this.limit = limit;
    for (FieldSpec field : schema.fields()) {
      fieldNumbers.put(field.name(), fieldNumbers.size());
    }
  }

  /** How many rows of a schema can be kept in memory. */
  public static int limit(RecordSchema schema) {
    long width = 0;
    for (FieldSpec field : schema.fields()) {
      width += field.type() instanceof FieldType.Vector vector ? vector.length() : 1;
    }
    return (int) Math.min(MAX_ROWS, Math.max(MIN_ROWS, MAX_VALUES / width));
  }

  /** Whether no more rows are taken. */
  public boolean full() {
    return values.size() >= limit;
  }

  /** Makes a place for a row's values; {@link #keep} makes the row stay. */
  public FieldSink next() {
    return new Capture(new Object[schema.fields().size()]);
  }

  /** Keeps what the sink of {@link #next} has taken. */
  public void keep(FieldSink sink, RecordContext context) {
    values.add(((Capture) sink).row);
    contexts.add(context);
  }

  /** Number of rows. */
  public int rows() {
    return values.size();
  }

  /** Schema of the rows. */
  public RecordSchema schema() {
    return schema;
  }

  /** Entity and event time of a row. */
  public RecordContext context(int row) {
    return contexts.get(row);
  }

  /**
   * A row's value: Double, String, Boolean, Long (a time), {@code double[]}, or null if missing.
   */
  Object value(int row, int field) {
    return values.get(row)[field];
  }

  /** Index of a field by name; null if there is none. */
  Integer field(String name) {
    return fieldNumbers.get(name);
  }

  /** Indices of the rows of every entity, in order. */
  List<List<Integer>> series() {
    Map<String, List<Integer>> series = new LinkedHashMap<>();
    for (int row = 0; row < contexts.size(); row++) {
      series.computeIfAbsent(contexts.get(row).entity(), e -> new ArrayList<>()).add(row);
    }
    return List.copyOf(series.values());
  }

  /** Plays a row as it was. */
  public RecordContext play(int row, FieldSink sink) {
    return play(row, List.of(), sink);
  }

  /**
   * Plays a row with changes. Fields that this schema does not have are passed over.
   *
   * @param event that may change the row; null for none
   */
  public RecordContext play(int row, PlantedEvent event, FieldSink sink) {
    return play(row, event == null ? List.of() : event.edits().getOrDefault(row, List.of()), sink);
  }

  private RecordContext play(int row, List<Edit> edits, FieldSink sink) {
    Object[] changed = values.get(row);
    if (!edits.isEmpty()) {
      changed = changed.clone();
      for (Edit edit : edits) {
        apply(edit, changed);
      }
    }
    for (int field = 0; field < changed.length; field++) {
      play(field, changed[field], sink);
    }
    return contexts.get(row);
  }

  private void apply(Edit edit, Object[] row) {
    Integer field = fieldNumbers.get(edit.field());
    if (field == null) {
      return;
    }
    if (edit.element() == Edit.WHOLE || edit.value() == null) {
      row[field] = edit.value();
    } else if (row[field] instanceof double[] vector) {
      double[] copy = vector.clone();
      copy[edit.element()] = (Double) edit.value();
      row[field] = copy;
    }
  }

  private static void play(int field, Object value, FieldSink sink) {
    if (value == null) {
      sink.missing(field);
    } else if (value instanceof Double number) {
      sink.number(field, number);
    } else if (value instanceof String text) {
      sink.category(field, text);
    } else if (value instanceof Boolean truth) {
      sink.bool(field, truth);
    } else if (value instanceof Long millis) {
      sink.instant(field, millis);
    } else if (value instanceof double[] vector) {
      for (int i = 0; i < vector.length; i++) {
        sink.element(field, i, vector[i]);
      }
    }
  }

  /** Takes the values of one row. */
  private final class Capture implements FieldSink {

    private final Object[] row;

    Capture(Object[] row) {
      this.row = row;
    }

    @Override
    public void number(int field, double value) {
      row[field] = value;
    }

    @Override
    public void category(int field, String value) {
      row[field] = value;
    }

    @Override
    public void bool(int field, boolean value) {
      row[field] = value;
    }

    @Override
    public void instant(int field, long epochMillis) {
      row[field] = epochMillis;
    }

    @Override
    public void element(int field, int index, double value) {
      if (row[field] == null) {
        int length = ((FieldType.Vector) schema.fields().get(field).type()).length();
        row[field] = new double[length];
      }
      ((double[]) row[field])[index] = value;
    }

    @Override
    public void missing(int field) {
      row[field] = null;
    }
  }
}
