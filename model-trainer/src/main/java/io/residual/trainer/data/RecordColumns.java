package io.residual.trainer.data;

/**
 * The columns of a file that mean something to whoever sends its rows.
 *
 * @param label the column that says whether a row is an anomaly, taken out of the record; null if
 *     none
 * @param key the column whose text becomes the Kafka key, kept in the record; null if none
 */
public record RecordColumns(String label, String key) {

  /** Neither. */
  public static final RecordColumns NONE = new RecordColumns(null, null);
}
