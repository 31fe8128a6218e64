package io.residual.benchmark.quality;

import java.util.Locale;
import java.util.OptionalInt;

/** Sets that share a kind, a protocol and a table. */
enum Group {
  /** Rows without an order: ADBench, ODDS, and images. */
  TABULAR("Tabular sets", 0),
  /** Univariate streams of the Numenta Anomaly Benchmark. */
  NAB("Numenta Anomaly Benchmark", 0),
  /** Skoltech Anomaly Benchmark: a water circuit. */
  SKAB("Skoltech Anomaly Benchmark", 0),
  /** Server Machine Dataset: one row a minute (Su et al., KDD 2019). */
  SMD("Server Machine Dataset", 24 * 60),
  /** Application Server Dataset: one row in five minutes (Li et al., KDD 2021). */
  ASD("Application Server Dataset", 24 * 12),
  /** Mars rover telemetry, without times. */
  MSL("Mars rover telemetry (MSL)", 0),
  /** KDD 2021 contest of the UCR archive, without times. */
  UCR("UCR archive", 0);

  private final String title;
  private final int rowsPerDay;

  Group(String title, int rowsPerDay) {
    this.title = title;
    this.rowsPerDay = rowsPerDay;
  }

  /** Its full name. */
  String title() {
    return title;
  }

  /** Name of its folder, and in options. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many rows of a series make a day; empty if unknown. */
  OptionalInt rowsPerDay() {
    return rowsPerDay == 0 ? OptionalInt.empty() : OptionalInt.of(rowsPerDay);
  }

  @Override
  public String toString() {
    return key();
  }
}
