package io.residual.samples.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Reads telemetry records back, as a detector would. */
final class TelemetryRows {

  static final String[] FIELDS =
      Stream.of(Sensor.values()).map(Sensor::field).toArray(String[]::new);

  private static final ObjectMapper JSON = new ObjectMapper();

  private TelemetryRows() {}

  static JsonNode tree(LabelledRecord record) {
    try {
      return JSON.readTree(record.json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sensors' values, in the order of {@link #FIELDS}. */
  static double[] sensors(LabelledRecord record) {
    JsonNode tree = tree(record);
    double[] values = new double[FIELDS.length];
    for (int index = 0; index < values.length; index++) {
      values[index] = tree.get(FIELDS[index]).doubleValue();
    }
    return values;
  }
}
