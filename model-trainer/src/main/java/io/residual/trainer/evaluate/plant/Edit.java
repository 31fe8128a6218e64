package io.residual.trainer.evaluate.plant;

/**
 * One value that is put in place of another.
 *
 * @param field name of the field
 * @param element index in a vector; -1 for a field that is none
 * @param value a Double, String or Boolean; null makes the field missing
 */
record Edit(String field, int element, Object value) {

  /** Element of fields that are no vectors. */
  static final int WHOLE = -1;
}
