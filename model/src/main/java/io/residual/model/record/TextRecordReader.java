package io.residual.model.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads rows of text cells, such as CSV, by the same rules as {@link JsonRecordReader}.
 *
 * <p>A pointer {@code /a/b} is looked for in the column {@code a/b}, then {@code a.b}, then in the
 * column of the field's name. An empty cell is a missing value. A vector is written in one cell,
 * elements separated by spaces, semicolons or commas, with or without square brackets.
 *
 * <p>Not thread safe.
 */
public final class TextRecordReader {

  private final RowAssembler row;
  private final RecordSchema schema;
  private final int[] fieldColumns;
  private final int entityColumn;
  private final int eventTimeColumn;

  /**
   * A reader for rows under the given header.
   *
   * @throws IllegalArgumentException naming every declared column that the header lacks
   */
  public TextRecordReader(RecordSchema schema, List<String> header) {
    this.schema = schema;
    this.row = new RowAssembler(schema);
    List<String> absent = new ArrayList<>();
    fieldColumns = new int[schema.fields().size()];
    for (int i = 0; i < fieldColumns.length; i++) {
      FieldSpec field = schema.fields().get(i);
      fieldColumns[i] = column(header, field.pointer(), field.name());
      if (fieldColumns[i] < 0 && field.missing() == MissingRule.REJECT) {
        absent.add(field.name());
      }
    }
    entityColumn = schema.entity() == null ? -1 : column(header, schema.entity(), "");
    if (schema.entity() != null && entityColumn < 0) {
      absent.add("entity " + schema.entity());
    }
    eventTimeColumn =
        schema.eventTime() == null ? -1 : column(header, schema.eventTime().pointer(), "");
    if (schema.eventTime() != null && eventTimeColumn < 0) {
      absent.add("event time " + schema.eventTime().pointer());
    }
    if (!absent.isEmpty()) {
      throw new IllegalArgumentException(
          "no column for " + String.join(", ", absent) + "; the header has " + header);
    }
  }

  private static int column(List<String> header, String pointer, String name) {
    String path = pointer.substring(1).replace("~1", "/").replace("~0", "~");
    int column = header.indexOf(path);
    if (column < 0) {
      column = header.indexOf(path.replace('/', '.'));
    }
    return column < 0 ? header.indexOf(name) : column;
  }

  /**
   * Reads one row.
   *
   * @param cells one text a column; rows may be shorter than the header
   * @throws InvalidRecordException if the row cannot be used, with the reason
   */
  public RecordContext read(List<String> cells, FieldSink sink) throws InvalidRecordException {
    row.begin(sink);
    for (int field = 0; field < fieldColumns.length; field++) {
      String cell = cell(cells, fieldColumns[field]);
      if (!cell.isEmpty()) {
        field(field, cell);
      }
    }
    String entity = cell(cells, entityColumn);
    if (!entity.isEmpty()) {
      row.entity(entity);
    }
    String eventTime = cell(cells, eventTimeColumn);
    if (!eventTime.isEmpty() && schema.eventTime() != null) {
      row.eventTime(eventTime);
    }
    return row.finish();
  }

  private static String cell(List<String> cells, int column) {
    return column < 0 || column >= cells.size() ? "" : cells.get(column).strip();
  }

  private void field(int field, String cell) throws InvalidRecordException {
    FieldType type = row.spec(field).type();
    if (type instanceof FieldType.Numeric) {
      row.number(field, parse(field, cell));
    } else if (type instanceof FieldType.Bool) {
      row.bool(field, parseBoolean(field, cell));
    } else if (type instanceof FieldType.Vector) {
      vector(field, cell);
    } else {
      row.text(field, cell);
    }
  }

  private void vector(int field, String cell) throws InvalidRecordException {
    String bare =
        cell.startsWith("[") && cell.endsWith("]") ? cell.substring(1, cell.length() - 1) : cell;
    int length = 0;
    for (String element : bare.strip().split("[\\s,;]+", -1)) {
      row.element(field, length++, parse(field, element));
    }
    row.endVector(field, length);
  }

  private double parse(int field, String cell) throws InvalidRecordException {
    try {
      return NumberText.parse(cell);
    } catch (NumberFormatException e) {
      throw row.wrongType(field, "the text " + RowAssembler.excerpt(cell));
    }
  }

  private boolean parseBoolean(int field, String cell) throws InvalidRecordException {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> throw row.wrongType(field, "the text " + RowAssembler.excerpt(cell));
    };
  }
}
