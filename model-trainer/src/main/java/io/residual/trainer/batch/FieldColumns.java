package io.residual.trainer.batch;

import io.residual.model.encode.BooleanEncoding;
import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.encode.HashEncoding;
import io.residual.model.encode.TextEncoding;
import io.residual.model.encode.VectorEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which columns of a row belong to which field. A row is one record after the other, as many as the
 * model's window has; a record is one field after the other. Immutable.
 */
public final class FieldColumns {

  /**
   * One field.
   *
   * @param width columns it takes in each record
   * @param continuous whether values between two of its values mean something
   * @param form what its columns are, but for an indicator
   * @param indicator whether the last column says that the value was missing
   */
  public record Field(int width, boolean continuous, Form form, boolean indicator) {

    /** A field of numbers that has no indicator. */
    public Field(int width, boolean continuous) {
      this(width, continuous, Form.NUMBERS, false);
    }
  }

  /** What the columns of a field are. */
  public enum Form {
    /** Scaled numbers: a number, a time, how frequent a category is. */
    NUMBERS,
    /** One of them is 1, the others are 0. */
    ONE_HOT,
    /** 0 or 1. */
    FLAG,
    /** Two of them are set, with signs. */
    HASH,
    /** Counts of hashed character n-grams, scaled. */
    TEXT,
    /** The components of a vector. */
    VECTOR
  }

  private final List<Field> fields;
  private final int records;
  private final int[] offsets;

  /**
   * Columns of the given fields.
   *
   * @param records how many records make a row; at least 1
   */
  public FieldColumns(List<Field> fields, int records) {
    this.fields = List.copyOf(fields);
    this.records = records;
    this.offsets = new int[fields.size() + 1];
    for (int i = 0; i < fields.size(); i++) {
      offsets[i + 1] = offsets[i] + fields.get(i).width();
    }
    if (records < 1 || recordWidth() < 1) {
      throw new IllegalArgumentException(
          "a row has at least one record of one column, not " + records + " of " + recordWidth());
    }
  }

  /**
   * Columns of rows that the given encoder wrote.
   *
   * @param width of a row; a multiple of the encoder's features
   */
  public static FieldColumns of(FeatureEncoder encoder, int width) {
    List<Field> fields = new ArrayList<>();
    for (FieldEncoding encoding : encoder.fields()) {
      fields.add(
          new Field(
              encoding.width(), isContinuous(encoding), form(encoding), encoding.indicator()));
    }
    return new FieldColumns(fields, width / encoder.featureCount());
  }

  private static Form form(FieldEncoding encoding) {
    if (encoding instanceof CategoricalEncoding) {
      return Form.ONE_HOT;
    } else if (encoding instanceof BooleanEncoding) {
      return Form.FLAG;
    } else if (encoding instanceof HashEncoding) {
      return Form.HASH;
    } else if (encoding instanceof TextEncoding) {
      return Form.TEXT;
    }
    return encoding instanceof VectorEncoding ? Form.VECTOR : Form.NUMBERS;
  }

  private static boolean isContinuous(FieldEncoding encoding) {
    // An indicator says yes or no: halfway between both is no value of the field.
    return !(encoding instanceof CategoricalEncoding)
        && !(encoding instanceof HashEncoding)
        && !(encoding instanceof BooleanEncoding)
        && !encoding.indicator();
  }

  /** Fields of a record. */
  public int fieldCount() {
    return fields.size();
  }

  /** Records of a row. */
  public int recordCount() {
    return records;
  }

  /** Columns of a row. */
  public int width() {
    return records * recordWidth();
  }

  private int recordWidth() {
    return offsets[fields.size()];
  }

  /** One field. */
  public Field field(int field) {
    return fields.get(field);
  }

  /** The first column of a field in a record of the row. */
  public int start(int record, int field) {
    return record * recordWidth() + offsets[field];
  }

  /**
   * Weights of the columns in a mean over fields of the mean over each field's columns, {@code
   * [width]}.
   */
  public float[] fieldMeans() {
    float[] weights = new float[width()];
    for (int record = 0; record < records; record++) {
      for (int field = 0; field < fields.size(); field++) {
        int from = start(record, field);
        int columns = fields.get(field).width();
        float weight = 1f / ((float) records * fields.size() * columns);
        Arrays.fill(weights, from, from + columns, weight);
      }
    }
    return weights;
  }

  /** The same for rows that have only some of the fields, in the given order. */
  public FieldColumns select(List<Integer> chosen) {
    return new FieldColumns(chosen.stream().map(fields::get).toList(), records);
  }

  /** The same for rows that have only the last records. */
  public FieldColumns last(int count) {
    return new FieldColumns(fields, count);
  }

  /** The columns of some fields, ascending if the fields are. */
  public int[] columns(List<Integer> chosen) {
    int[] columns = new int[select(chosen).width()];
    int next = 0;
    for (int record = 0; record < records; record++) {
      for (int field : chosen) {
        for (int i = 0; i < fields.get(field).width(); i++) {
          columns[next++] = start(record, field) + i;
        }
      }
    }
    return columns;
  }
}
