package io.residual.model.sequence;

import java.util.HashMap;
import java.util.Map;

/**
 * The smoothed errors of all entities of a stream that is gone over in one thread, such as a file:
 * what the job keeps in keyed state. Not thread safe.
 */
public final class EntitySmoothing {

  private final ErrorSmoothing smoothing;
  private final Map<String, Double> means = new HashMap<>();

  /** Smoothing for entities that have had no error yet. */
  public EntitySmoothing(SequenceWindow window) {
    smoothing = new ErrorSmoothing(window);
  }

  /**
   * Takes the error of an entity's next record.
   *
   * @return the smoothed error; the error itself if it is not finite or nothing is smoothed
   */
  public double add(String entity, double error) {
    if (!smoothing.active() || !Double.isFinite(error)) {
      return error;
    }
    return means.merge(entity, error, smoothing::next);
  }
}
