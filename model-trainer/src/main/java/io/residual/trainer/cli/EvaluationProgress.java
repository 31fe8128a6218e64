package io.residual.trainer.cli;

import io.residual.trainer.evaluate.EvaluationListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints how an evaluation comes along. */
final class EvaluationProgress implements EvaluationListener {

  private final PrintWriter err;
  private String step = "";

  EvaluationProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void step(String name) {
    step = name;
    err.println(name);
    err.flush();
  }

  @Override
  public void rows(long count) {
    err.printf(Locale.ROOT, "%s: %,d rows%n", step, count);
    err.flush();
  }
}
