package io.residual.trainer.evaluate;

/** Is told how an evaluation comes along. */
public interface EvaluationListener {

  /** Does nothing. */
  EvaluationListener SILENT = new EvaluationListener() {};

  /** A step begins, such as {@code scoring}. */
  default void step(String name) {}

  /** That many rows of the step have been read. */
  default void rows(long count) {}
}
