package io.residual.model.policy;

/** What each field of a record has to do with its error. Fields count from 0, as in the schema. */
public interface FieldEvidence {

  /** Number of fields. */
  int fields();

  /** The field's part of the error, from 0 to 1; all parts sum to 1. */
  double share(int field);

  /**
   * The value less what the model expected, in the field's own unit; NaN for fields that are no
   * numbers.
   */
  double deviation(int field);
}
