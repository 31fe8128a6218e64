package io.residual.model.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * How the networks were trained.
 *
 * @param trainingRows rows that the networks were fitted on
 * @param validationRows held-back rows that stopped the training and calibrated the errors
 * @param rejectedRows input rows that could not be read
 * @param seed of weights and shuffling
 * @param batchSize rows a gradient step
 * @param optimizer such as {@code adam(0.001)}
 * @param courses the fits, one for each network
 * @param seconds wall-clock time of all fits
 */
public record TrainingSummary(
    long trainingRows,
    long validationRows,
    long rejectedRows,
    long seed,
    int batchSize,
    String optimizer,
    List<TrainingCourse> courses,
    double seconds) {

  /** Copies the list. */
  @JsonCreator
  public TrainingSummary {
    courses = List.copyOf(courses);
  }

  /** Passes of the first network over the training rows; 0 if it was trained elsewhere. */
  @JsonIgnore
  public int epochs() {
    return first().epochs();
  }

  /** Mean squared error of the first network after each epoch, on the training rows. */
  @JsonIgnore
  public List<Double> trainingLoss() {
    return first().trainingLoss();
  }

  /** The same on the held-back rows. */
  @JsonIgnore
  public List<Double> validationLoss() {
    return first().validationLoss();
  }

  /** The epoch, counted from 1, whose weights the first network has. */
  @JsonIgnore
  public int bestEpoch() {
    return first().bestEpoch();
  }

  private TrainingCourse first() {
    return courses.isEmpty() ? new TrainingCourse(List.of(), List.of(), 0) : courses.get(0);
  }
}
