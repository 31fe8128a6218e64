package io.residual.trainer.data;

import io.residual.model.record.EventTime;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.TimestampFormat;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Windows of records for a pipeline file. They are proposed for rows that have an event time, come
 * in its order for each entity, and resemble the rows before them; see {@link WindowChoice}.
 *
 * @param correlation mean correlation of rows with the rows of their entity before them
 * @param entity column that must be declared as the entity for the windows to make sense; empty if
 *     all rows are one series
 */
record ProposedWindow(double correlation, Optional<String> entity) {

  /**
   * Looks at a sample of rows.
   *
   * @param entity what records may be about; a person has to confirm it
   * @return empty if the rows are no ordered series
   */
  static Optional<ProposedWindow> of(
      RowSource source,
      List<ProposedField> fields,
      ColumnProfile time,
      Optional<ColumnProfile> entity)
      throws IOException {
    RecordSchema schema =
        new RecordSchema(
            fields.stream().map(ProposedField::spec).toList(),
            entity.map(ColumnProfile::pointer).orElse(null),
            new EventTime(time.pointer(), time.timestampFormat().orElse(TimestampFormat.ISO_8601)));
    WindowChoice choice = WindowChoice.of(List.of(source), schema);
    return choice.ordered() && choice.dependent()
        ? Optional.of(new ProposedWindow(choice.correlation(), entity.map(ColumnProfile::name)))
        : Optional.empty();
  }

  /** The line of the pipeline file, a comment as long as its entity is one. */
  String yaml() {
    return String.format(
        Locale.ROOT,
        "%ssequence: {length: auto}   # %s; mean correlation with the row before %.2f",
        entity.isPresent() ? "# " : "",
        entity.isPresent()
            ? "uncomment together with the entity: its rows are an ordered series"
            : "rows are an ordered series",
        correlation);
  }
}
