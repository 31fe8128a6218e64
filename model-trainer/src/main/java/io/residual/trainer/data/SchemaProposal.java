package io.residual.trainer.data;

import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.FieldType.Categorical.Encoding;
import io.residual.model.record.MissingRule;
import io.residual.model.record.Scaling;
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
 * <p>Left out are columns that are constant, copies of others, running numbers, identifiers and
 * what looks like a label; the first column of times becomes the event time; fields that some rows
 * lack get an indicator of their absence; rows that follow one another in time get windows.
 * Scalings and encodings are those that suit the sample, as {@link ProposalRefinement} finds them.
 */
public final class SchemaProposal {

  /** Rows looked at: enough to meet rare values, read in a second. */
  public static final int SAMPLE_ROWS = 20_000;

  /** As many column names as a message lists. */
  private static final int MAX_NAMES = 40;

  private final String input;
  private final Map<String, ColumnProfile> columns = new LinkedHashMap<>();
  private final EntityGuess entity = new EntityGuess();
  private final List<String> leftOut = new ArrayList<>();
  private List<ProposedField> fields = new ArrayList<>();
  private Optional<ColumnProfile> eventTime = Optional.empty();
  private Optional<ProposedWindow> window = Optional.empty();
  private long rows;
  private long refused;

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
    proposal.requireFields();
    ProposalRefinement refinement =
        ProposalRefinement.of(source, proposal.fields, label, SAMPLE_ROWS);
    proposal.fields = refinement.fields();
    proposal.leftOut.addAll(refinement.leftOut());
    proposal.refused = refinement.refused();
    proposal.requireFields();
    if (proposal.eventTime.isPresent()) {
      proposal.window =
          ProposedWindow.of(
              source, proposal.fields, proposal.eventTime.get(), proposal.entity.best());
    }
    return proposal;
  }

  private void requireFields() throws InputFormatException {
    if (fields.isEmpty()) {
      throw new InputFormatException(
          input,
          "no column of "
              + rows
              + " rows can be a field; left out: "
              + leftOut
              + "; give rows with numbers that vary");
    }
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
      add(
          column,
          new FieldType.Vector(length, Scaling.DEFAULT),
          "arrays of " + length + " numbers");
    } else if (time.isPresent() && complete && eventTime.isEmpty()) {
      eventTime = Optional.of(column);
    } else if (column.nonFinite() == column.present()) {
      leaveOut(column, "holds no finite number: '" + shorten(column.firstText()) + "'");
    } else if (column.isConstant() && complete) {
      leaveOut(column, "is '" + shorten(column.firstText()) + "' in every row");
    } else if (LabelNames.suspects(column.name(), column.distinct())) {
      leaveOut(
          column,
          "looks like a label: if it is one, give --label "
              + column.name()
              + " to this command and to fit; if not, declare it as a field");
    } else if (time.isPresent()) {
      add(column, new FieldType.Timestamp(time.get()), "another time");
    } else if (column.isBoolean()) {
      add(column, new FieldType.Bool(), "true and false");
    } else if (column.isRowNumber() && complete) {
      leaveOut(
          column,
          text(
              "rises by %d from row to row: a running number says nothing about a record",
              column.step()));
    } else if (column.isNumeric()) {
      proposeNumber(column);
    } else {
      proposeText(column);
    }
  }

  private void proposeNumber(ColumnProfile column) {
    if (EntityGuess.isNamedLikeOne(column.name()) && column.isIntegral() && column.returns()) {
      entity.consider(column);
      add(
          column,
          FieldType.Categorical.of(Encoding.AUTO),
          column.distinctInWords() + ", numbers that name something, by the column's name");
      return;
    }
    String range = text("%.4g to %.4g", column.min(), column.max());
    add(
        column,
        new FieldType.Numeric(Scaling.of(Scaling.Method.AUTO)),
        column.nonFinite() == 0
            ? range
            : text(
                "%s; %,d rows with NaN or infinity are no records: write them as empty cells",
                range, column.nonFinite()));
  }

  private void proposeText(ColumnProfile column) {
    String distinct = column.distinctInWords();
    boolean few = column.distinct() <= FieldType.Categorical.DEFAULT_MAX_CATEGORIES;
    if (few && 2L * column.distinct() <= column.present()) {
      entity.consider(column);
      add(column, FieldType.Categorical.of(Encoding.AUTO), distinct);
    } else if (column.wording().isProse()) {
      add(
          column,
          FieldType.Text.DEFAULT,
          text("%s of %.0f characters on average", distinct, column.wording().meanLength()));
    } else if (column.returns()) {
      entity.consider(column);
      add(column, FieldType.Categorical.of(Encoding.AUTO), distinct);
    } else {
      leaveOut(column, "has " + distinct + ", hardly any twice: it identifies, not describes");
    }
  }

  private void add(ColumnProfile column, FieldType type, String reason) {
    long missing = rows - column.present();
    fields.add(
        new ProposedField(
            new FieldSpec(
                column.name(),
                column.pointer(),
                type,
                missing > 0 ? MissingRule.INDICATOR : MissingRule.REJECT),
            missing == 0 ? reason : reason + text("; absent in %,d rows", missing)));
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

  /** How many rows of the sample do not fit the proposal. */
  long refused() {
    return refused;
  }

  Optional<ColumnProfile> eventTime() {
    return eventTime;
  }

  /** Windows of records, if the rows are an ordered series. */
  Optional<ProposedWindow> window() {
    return window;
  }

  Optional<ColumnProfile> entityCandidate() {
    return entity.best();
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
