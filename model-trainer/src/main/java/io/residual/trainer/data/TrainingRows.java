package io.residual.trainer.data;

import io.residual.model.config.TrainingSettings.Split;
import io.residual.model.encode.ColumnFinding;
import io.residual.model.encode.EncoderFitter;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldType;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.RecordSchema;
import io.residual.model.sequence.SequenceWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of the input, encoded and split. The encoder has seen the training rows only, so that
 * the held-back rows are as new to the model as the stream will be.
 *
 * @param encoder fitted to the training rows
 * @param training rows to fit a network on, or windows of them
 * @param validation rows held back, or windows of them
 * @param report what became of the input rows
 */
public record TrainingRows(
    FeatureEncoder encoder, NetworkRows training, NetworkRows validation, RowReport report) {

  /** Fewer usable rows than this teach a network nothing and calibrate no threshold. */
  public static final int MIN_ROWS = 20;

  /** The same with other rows to fit on and to hold back, of as many features. */
  public TrainingRows replacing(NetworkRows otherTraining, NetworkRows otherValidation) {
    return new TrainingRows(encoder, otherTraining, otherValidation, report);
  }

  /**
   * How rows are read and split.
   *
   * @param label column of the labels; empty if all rows count as normal
   * @param maxBadFraction how many of the rows may be unreadable; from 0 to 1
   * @param validationFraction how many of the usable rows are held back; above 0, below 1
   * @param split which ones: the latest by event time (without one, the last), or random ones
   * @param seed of random splits
   * @param window how many records of an entity make a row of the network; see {@link RowSequences}
   *     for where windows end
   */
  public record Reading(
      Optional<AnomalyLabel> label,
      double maxBadFraction,
      double validationFraction,
      Split split,
      long seed,
      SequenceWindow window) {}

  /**
   * Reads inputs, one after the other, in three passes: which rows can be used; what the encoder
   * learns from the training rows; the matrices.
   *
   * @throws IOException if an input cannot be read, or too many or too few of its rows can
   * @throws NotEnoughMemoryException if the matrices do not fit into the heap
   */
  public static TrainingRows read(List<RowSource> inputs, RecordSchema schema, Reading reading)
      throws IOException {
    return read(inputs, schema, reading, Optional.empty());
  }

  /**
   * Reads inputs in the same way, with an encoder that was fitted before.
   *
   * @param known the encoder; empty to fit one
   */
  public static TrainingRows read(
      List<RowSource> inputs, RecordSchema schema, Reading reading, Optional<FeatureEncoder> known)
      throws IOException {
    reading.label().ifPresent(label -> label.requireNoFeature(schema));
    BadRows bad = new BadRows(reading.maxBadFraction());
    RowCensus census = RowCensus.of(inputs, schema, reading.window(), reading.label(), bad);
    if (census.usableRows() < MIN_ROWS) {
      throw new InputFormatException(
          inputs.stream().map(RowSource::name).collect(Collectors.joining(", ")),
          String.format(
              "%d of %d rows can be used (%d labelled anomalies, %d unreadable); at least %d are needed",
              census.usableRows(), census.rows(), census.anomalies(), bad.count(), MIN_ROWS));
    }
    BitSet heldBack =
        census.heldBack(reading.validationFraction(), reading.split(), reading.seed());
    EncoderFitter fitter = new EncoderFitter(schema);
    pass(inputs, schema, census, row -> heldBack.get(row) ? null : fitter);
    FeatureEncoder encoder = known.orElseGet(fitter::fit);
    List<ColumnFinding> findings = findings(inputs, schema, fitter);
    int features = encoder.featureCount();
    int validationCount = heldBack.cardinality();
    NotEnoughMemoryException.requireRoom(census.usableRows(), features);
    EncodedRows training =
        EncodedRows.allocate((long) census.usableRows() - validationCount, features);
    EncodedRows validation = EncodedRows.allocate(validationCount, features);
    WindowLayout layout = census.sequences().map(s -> s.layout(heldBack)).orElse(null);
    RowEncoder writer = new RowEncoder(encoder);
    int[] next = new int[2];
    pass(
        inputs,
        schema,
        census,
        row -> {
          boolean held = heldBack.get(row);
          EncodedRows target = held ? validation : training;
          int to = layout == null ? next[held ? 1 : 0]++ : layout.position(row);
          writer.target(target.values(), to * features);
          return writer;
        });
    RowReport report =
        new RowReport(
            census.rows(),
            training.rows(),
            validationCount,
            census.anomalies(),
            bad.count(),
            bad.examples(),
            bad.kinds(),
            findings);
    return layout == null
        ? new TrainingRows(encoder, training, validation, report)
        : new TrainingRows(
            encoder, layout.trainingWindows(training), layout.heldBackWindows(validation), report);
  }

  /**
   * What the training rows show about the fields.
   *
   * @throws InputFormatException if no field ever changes
   */
  private static List<ColumnFinding> findings(
      List<RowSource> inputs, RecordSchema schema, EncoderFitter fitter)
      throws InputFormatException {
    List<ColumnFinding> findings = new ArrayList<>(fitter.findings());
    long useless =
        findings.stream()
            .filter(
                finding ->
                    finding.kind() == ColumnFinding.Kind.CONSTANT
                        || finding.kind() == ColumnFinding.Kind.EMPTY)
            .count();
    if (useless == schema.fields().size()) {
      throw new InputFormatException(
          inputs.stream().map(RowSource::name).collect(Collectors.joining(", ")),
          "no field ever changes in the rows to train on, so there is nothing to learn: "
              + findings.stream().limit(5).map(ColumnFinding::toString).toList()
              + "; give rows that vary, or declare fields that do");
    }
    for (int i = 0; i < schema.fields().size(); i++) {
      String name = schema.fields().get(i).name();
      if (!(schema.fields().get(i).type() instanceof FieldType.Vector)
          && LabelNames.suspects(name, fitter.distinctValues(i))) {
        findings.add(new ColumnFinding(ColumnFinding.Kind.LABEL, name, LabelNames.advice(name)));
      }
    }
    return findings;
  }

  /** Chooses what a row is read into; null to leave it out. */
  private interface Destination {
    FieldSink of(int row);
  }

  private static void pass(
      List<RowSource> inputs, RecordSchema schema, RowCensus census, Destination destination)
      throws IOException {
    int index = 0;
    for (RowSource input : inputs) {
      try (RowCursor row = input.open(schema)) {
        for (; row.next(); index++) {
          FieldSink sink = census.isUsable(index) ? destination.of(index) : null;
          if (sink != null) {
            row.read(sink);
          }
        }
      } catch (InvalidRecordException e) {
        throw new InputFormatException(
            input.name(), "changed while it was read: " + e.getMessage(), e);
      }
    }
  }
}
