/**
 * What a record looks like and how its fields are read.
 *
 * <p>Entry points: {@link io.residual.model.record.RecordSchema} declares the fields, {@link
 * io.residual.model.record.JsonRecordReader} reads JSON bytes and {@link
 * io.residual.model.record.TextRecordReader} reads rows of text; both push typed values into a
 * {@link io.residual.model.record.FieldSink} and refuse bad records with {@link
 * io.residual.model.record.InvalidRecordException}.
 */
package io.residual.model.record;
