package io.residual.samples.source;

/**
 * The columns of a file that mean something to the producer.
 *
 * @param label the column that says whether a row is an anomaly, taken out of the record; null if
 *     none
 * @param key the column whose text becomes the Kafka key, kept in the record; null if none
 */
public record RowColumns(String label, String key) {

  /** Neither. */
  public static final RowColumns NONE = new RowColumns(null, null);
}
