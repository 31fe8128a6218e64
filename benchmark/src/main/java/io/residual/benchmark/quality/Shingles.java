package io.residual.benchmark.quality;

/** Rows joined with those before them, for detectors that know of no time. */
final class Shingles {

  /**
   * Eight rows: the default of Amazon's managed services that run a Random Cut Forest on streams,
   * whose library recommends a shingle without naming a size.
   */
  static final int LENGTH = 8;

  private Shingles() {}

  /**
   * The numbers of a split; of a stream with but one column, the last eight of it, because a single
   * number has no neighbours worth the name.
   */
  static NumericMatrix ofSingleColumn(Split split) {
    NumericMatrix rows = NumericMatrix.of(split);
    return split.stream() && rows.columns() == 1 ? rows.windows(LENGTH) : rows;
  }
}
