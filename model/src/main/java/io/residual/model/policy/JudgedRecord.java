package io.residual.model.policy;

/**
 * A record whose error has been compared with its entity's threshold. What is dear to know, the
 * policy asks for only where it decides something.
 */
public interface JudgedRecord {

  /** When the record says that it happened, in milliseconds since 1970; any value. */
  long eventTimeMillis();

  /** The error; not finite if the model is broken. */
  double error();

  /** The threshold that the error was compared with; above 0. */
  double threshold();

  /** The record's id, the same whenever it is read. */
  String id();

  /**
   * How unusual an error is for the entity, from 0 to 1.
   *
   * @param error finite, from 0 up
   */
  double severity(double error);

  /** Which fields made the error. Only asked for if the error exceeds the threshold. */
  FieldEvidence evidence();
}
