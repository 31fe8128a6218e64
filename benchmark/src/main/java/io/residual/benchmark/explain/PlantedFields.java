package io.residual.benchmark.explain;

import io.residual.model.encode.RowEncoder;
import io.residual.model.record.FieldSink;
import java.util.Map;

/**
 * Encodes records whose chosen fields are at fault: a number is moved by so many standard
 * deviations, a category is one that never occurred, a boolean is the other one. Not thread safe.
 */
final class PlantedFields implements FieldSink {

  private final RowEncoder encoder;
  private final FieldSpreads spreads;
  private Map<Integer, Double> faults = Map.of();

  PlantedFields(RowEncoder encoder, FieldSpreads spreads) {
    this.encoder = encoder;
    this.spreads = spreads;
  }

  /** Chooses where the next record goes, and by how many standard deviations fields are moved. */
  void target(float[] row, Map<Integer, Double> deviations) {
    encoder.target(row, 0);
    faults = deviations;
  }

  @Override
  public void number(int field, double value) {
    encoder.number(field, value + faults.getOrDefault(field, 0.0) * spreads.spread(field));
  }

  @Override
  public void category(int field, String value) {
    encoder.category(field, faults.containsKey(field) ? "never seen " + value : value);
  }

  @Override
  public void bool(int field, boolean value) {
    encoder.bool(field, faults.containsKey(field) != value);
  }

  @Override
  public void instant(int field, long epochMillis) {
    encoder.instant(field, epochMillis);
  }

  @Override
  public void element(int field, int index, double value) {
    encoder.element(field, index, value);
  }

  @Override
  public void missing(int field) {
    encoder.missing(field);
  }
}
