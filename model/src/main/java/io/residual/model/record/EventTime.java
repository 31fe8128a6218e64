package io.residual.model.record;

/**
 * Where a record says when it happened.
 *
 * @param pointer JSON pointer of the time
 * @param format how it is written
 */
public record EventTime(String pointer, TimestampFormat format) {

  /** Checks the pointer's syntax. */
  public EventTime {
    FieldSpec.requirePointer(pointer);
  }
}
