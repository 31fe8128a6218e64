package io.residual.model.bundle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * How the fit of one network went.
 *
 * @param trainingLoss mean squared error after each epoch, on the training rows
 * @param validationLoss the same on the held-back rows
 * @param bestEpoch the epoch, counted from 1, whose weights are in the bundle
 */
public record TrainingCourse(
    List<Double> trainingLoss, List<Double> validationLoss, int bestEpoch) {

  /** Copies the lists. */
  public TrainingCourse {
    trainingLoss = List.copyOf(trainingLoss);
    validationLoss = List.copyOf(validationLoss);
  }

  /** Passes over the training rows, those after the best one included. */
  @JsonIgnore
  public int epochs() {
    return trainingLoss.size();
  }
}
