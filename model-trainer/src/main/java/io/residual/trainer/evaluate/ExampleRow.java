package io.residual.trainer.evaluate;

import io.residual.model.explain.Explanation;
import java.util.OptionalLong;

/**
 * A row shown to people.
 *
 * @param place of the row in its input, such as {@code line 17}
 * @param entity of the row
 * @param eventTimeMillis when it happened; empty if rows have no event times
 * @param error of the row
 * @param threshold that it met
 * @param explanation the fields with the largest parts in its error
 */
public record ExampleRow(
    String place,
    String entity,
    OptionalLong eventTimeMillis,
    double error,
    double threshold,
    Explanation explanation) {

  /** The error in units of the threshold: above 1 raises an alert. */
  public double excess() {
    return error / threshold;
  }
}
