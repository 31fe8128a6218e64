package io.residual.trainer.data;

import io.residual.model.record.FieldSpec;
import io.residual.model.record.TimestampFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A first pipeline file for rows that nobody has described yet: types guessed from a sample, every
 * guess with its reason, for a person to correct.
 *
 * <p>Constant columns, running numbers and texts that hardly repeat are left out; the first column
 * of times becomes the event time; fields that some rows lack get an indicator of their absence.
 */
public final class SchemaProposal {

  /** Rows looked at: enough to meet rare values, read in a second. */
  public static final int SAMPLE_ROWS = 20_000;

  /** As many categories as an encoder gives features of their own by default. */
  private static final int MAX_CATEGORIES = 64;

  /** As many column names as a message lists. */
  private static final int MAX_NAMES = 40;

  private final String input;
  private final Map<String, ColumnProfile> columns = new LinkedHashMap<>();
  private final List<ProposedField> fields = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private Optional<ColumnProfile> eventTime = Optional.empty();
  private Optional<String> entityCandidate = Optional.empty();
  private long rows;

  private SchemaProposal(String input) {
    this.input = input;
  }

  /**
   * A proposal for the given rows.
   *
   * @param label column of the labels, which is no field
   * @throws IllegalArgumentException if there is no column of the label's name
   * @throws IOException if the input cannot be read or suggests no field at all
   */
  public static SchemaProposal of(RowSource source, Optional<AnomalyLabel> label)
      throws IOException {
    SchemaProposal proposal = new SchemaProposal(source.name());
    source.sample(
        SAMPLE_ROWS,
        new CellVisitor() {
          @Override
          public void column(String pointer) {
            proposal.columns.computeIfAbsent(pointer, ColumnProfile::new);
          }

          @Override
          public void cell(String pointer, Kind kind, String text) {
            proposal.columns.computeIfAbsent(pointer, ColumnProfile::new).add(kind, text);
          }

          @Override
          public void endRow() {
            proposal.rows++;
          }
        });
    Optional<String> labelPointer = label.map(AnomalyLabel::column).map(FieldSpec::pointerTo);
    if (labelPointer.isPresent() && !proposal.columns.containsKey(labelPointer.get())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: there is no column '%s' for the label; the columns are %s",
              source.name(), label.get().column(), proposal.columnNames()));
    }
    for (ColumnProfile column : proposal.columns.values()) {
      if (labelPointer.isEmpty() || !column.pointer().equals(labelPointer.get())) {
        proposal.propose(column);
      }
    }
    if (proposal.fields.isEmpty()) {
      throw new InputFormatException(
          source.name(),
          "no column of "
              + proposal.rows
              + " rows can be a field; left out: "
              + proposal.leftOut
              + "; give rows with numbers that vary");
    }
    return proposal;
  }

  private String columnNames() {
    String names =
        columns.values().stream()
            .limit(MAX_NAMES)
            .map(column -> shorten(column.name()))
            .collect(Collectors.joining(", "));
    int more = columns.size() - MAX_NAMES;
    return more <= 0 ? names : names + " and " + more + " more";
  }

  private void propose(ColumnProfile column) {
    Optional<TimestampFormat> time = column.timestampFormat();
    boolean complete = column.present() == rows;
    if (column.present() == 0) {
      leaveOut(column, "is empty in every row");
    } else if (column.isMixed() || (!column.isScalar() && !column.isVector())) {
      leaveOut(column, "holds values of several types or lengths");
    } else if (column.isVector()) {
      int length = column.vectorLength();
      add(column, "type: vector, length: " + length, "arrays of " + length + " numbers");
    } else if (time.isPresent() && complete && eventTime.isEmpty()) {
      eventTime = Optional.of(column);
    } else if (column.isConstant() && complete) {
      leaveOut(column, "is '" + shorten(column.firstText()) + "' in every row");
    } else if (time.isPresent()) {
      add(column, "type: timestamp, format: " + time.get().name(), "another time");
    } else if (column.isBoolean()) {
      add(column, "type: boolean", "true and false");
    } else if (column.isRowNumber() && complete) {
      leaveOut(
          column,
          String.format(
              Locale.ROOT,
              "rises by %d from row to row: a running number says nothing about a record",
              column.step()));
    } else if (column.isNumeric()) {
      add(column, "type: numeric", number(column.min()) + " to " + number(column.max()));
    } else {
      proposeText(column);
    }
  }

  private void proposeText(ColumnProfile column) {
    int distinct = column.distinct();
    if (distinct <= MAX_CATEGORIES && 2L * distinct <= column.present()) {
      add(column, "type: categorical", distinct + " different texts");
      return;
    }
    String count = distinct >= ColumnProfile.MAX_DISTINCT ? "over " : "";
    leaveOut(column, "has " + count + distinct + " different texts, too many for categories");
    // Something that returns often, and is no category, may be what the records are about.
    if (entityCandidate.isEmpty() && 5L * distinct <= column.present()) {
      entityCandidate = Optional.of(column.pointer());
    }
  }

  private void add(ColumnProfile column, String settings, String reason) {
    long missing = rows - column.present();
    fields.add(
        new ProposedField(
            column.name(),
            column.pointer(),
            settings,
            missing > 0,
            missing == 0
                ? reason
                : reason + String.format(Locale.ROOT, "; absent in %,d rows", missing)));
  }

  private void leaveOut(ColumnProfile column, String reason) {
    leftOut.add(column.name() + " " + reason);
  }

  /** The proposal as a pipeline file, with its reasons as comments. */
  public String toYaml(String modelName) {
    return new ProposalYaml(input, rows).write(modelName, this);
  }

  List<ProposedField> fields() {
    return fields;
  }

  List<String> leftOut() {
    return leftOut;
  }

  Optional<ColumnProfile> eventTime() {
    return eventTime;
  }

  Optional<String> entityCandidate() {
    return entityCandidate;
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
