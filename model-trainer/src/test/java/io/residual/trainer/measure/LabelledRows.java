package io.residual.trainer.measure;

import io.residual.model.encode.EncoderFitter;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.trainer.data.EncodedRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * A labelled set of numbers, split into rows to fit on, held-back rows and test rows, standardised
 * on the first.
 */
record LabelledRows(
    FeatureEncoder encoder,
    EncodedRows training,
    EncodedRows validation,
    EncodedRows test,
    List<Boolean> anomalies) {

  private static final double VALIDATION_FRACTION = 0.2;

  /** Half of the normal rows, drawn at random, against the other half and all anomalies. */
  static LabelledRows randomHalves(String set, long seed) throws IOException {
    List<double[]> normal = new ArrayList<>();
    List<double[]> test = new ArrayList<>();
    for (double[] row : load(SharedData.file(set))) {
      (isAnomaly(row) ? test : normal).add(row);
    }
    Collections.shuffle(normal, new Random(seed));
    int half = Math.round(normal.size() / 2f);
    test.addAll(normal.subList(half, normal.size()));
    return split(normal.subList(0, half), test);
  }

  /** The files {@code SET_train} and {@code SET_test}; the end of the first is held back. */
  static LabelledRows trainAndTest(String set) throws IOException {
    return split(load(SharedData.file(set + "_train")), load(SharedData.file(set + "_test")));
  }

  private static boolean isAnomaly(double[] row) {
    return row[row.length - 1] > 0;
  }

  private static LabelledRows split(List<double[]> training, List<double[]> test) {
    int features = test.get(0).length - 1;
    int cut = (int) Math.round(training.size() * (1 - VALIDATION_FRACTION));
    List<FieldSpec> fields = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      fields.add(FieldSpec.of("f" + j, new FieldType.Numeric(Scaling.STANDARD)));
    }
    EncoderFitter fitter = new EncoderFitter(RecordSchema.of(fields));
    for (double[] row : training.subList(0, cut)) {
      for (int j = 0; j < features; j++) {
        fitter.number(j, row[j]);
      }
    }
    FeatureEncoder encoder = fitter.fit();
    return new LabelledRows(
        encoder,
        encode(encoder, training.subList(0, cut)),
        encode(encoder, training.subList(cut, training.size())),
        encode(encoder, test),
        test.stream().map(LabelledRows::isAnomaly).toList());
  }

  private static EncodedRows encode(FeatureEncoder encoder, List<double[]> rows) {
    EncodedRows encoded = EncodedRows.allocate(rows.size(), encoder.featureCount());
    RowEncoder writer = new RowEncoder(encoder);
    for (int i = 0; i < rows.size(); i++) {
      writer.target(encoded.values(), i * encoder.featureCount());
      for (int j = 0; j < encoder.featureCount(); j++) {
        writer.number(j, rows.get(i)[j]);
      }
    }
    return encoded;
  }

  private static List<double[]> load(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader.readLine();
      List<double[]> rows = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        double[] row = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
          row[i] = Double.parseDouble(cells[i]);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** The same rows, encoded numbers kept within the given magnitude. */
  LabelledRows clipped(float limit) {
    return new LabelledRows(
        encoder, clip(training, limit), clip(validation, limit), clip(test, limit), anomalies);
  }

  private static EncodedRows clip(EncodedRows rows, float limit) {
    float[] values = rows.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(-limit, Math.min(limit, values[i]));
    }
    return new EncodedRows(values, rows.rows(), rows.features());
  }
}
