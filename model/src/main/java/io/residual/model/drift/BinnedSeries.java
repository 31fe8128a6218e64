package io.residual.model.drift;

/**
 * Something whose distribution is watched: a field, or the error.
 *
 * @param name of the field
 * @param expected shares of its bins, in training; sum 1
 * @param expectedCount how many records they were counted in
 * @param ordered how many of the first bins are in order; 0 if they have none
 * @param counter finds the bin
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record BinnedSeries(
    String name, double[] expected, long expectedCount, int ordered, Counter counter) {

  /** Finds a record's bin. */
  @FunctionalInterface
  interface Counter {

    /**
     * The bin of a record.
     *
     * @param rows with the record's features from index {@code start} on
     */
    int bin(float[] rows, int start, double error);
  }
}
