package io.residual.model.record;

/**
 * Takes the typed values of one record, field by field, in any order.
 *
 * <p>The reader calls exactly one of {@link #number}, {@link #category}, {@link #bool}, {@link
 * #instant} or {@link #missing} for every field, or {@link #element} for each element of a vector.
 * Numbers are finite. A record that turns out to be bad may stop half-way: a sink must start afresh
 * with every record. {@code field} is the index in {@link RecordSchema#fields()}.
 */
public interface FieldSink {

  /** A finite number of a numeric field. */
  void number(int field, double value);

  /** The text of a categorical or text field. */
  void category(int field, String value);

  /** The value of a boolean field. */
  void bool(int field, boolean value);

  /** The time of a timestamp field, in milliseconds since the epoch. */
  void instant(int field, long epochMillis);

  /** One finite element of a vector field. */
  void element(int field, int index, double value);

  /** The field is absent or null and its rule allows that. */
  void missing(int field);
}
