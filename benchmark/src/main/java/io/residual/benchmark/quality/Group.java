package io.residual.benchmark.quality;

import java.util.Locale;

/** Sets that share a kind, a protocol and a table. */
enum Group {
  TABULAR,
  NAB,
  SKAB,
  SMD,
  ASD,
  MSL,
  UCR;

  /** Name of its folder, and in options. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return key();
  }
}
