package io.residual.model.bundle;

import java.util.List;

/**
 * How the network was trained.
 *
 * @param trainingRows rows that the network was fitted on
 * @param validationRows held-back rows that stopped the training and calibrated the errors
 * @param rejectedRows input rows that could not be read
 * @param epochs passes over the training rows, those after the best one included
 * @param seed of weights and shuffling
 * @param batchSize rows a gradient step
 * @param optimizer such as {@code adam(0.001)}
 * @param trainingLoss mean squared error after each epoch, on the training rows
 * @param validationLoss the same on the held-back rows
 * @param bestEpoch the epoch, counted from 1, whose weights are in the bundle
 * @param seconds wall-clock time of the fit
 */
public record TrainingSummary(
    long trainingRows,
    long validationRows,
    long rejectedRows,
    int epochs,
    long seed,
    int batchSize,
    String optimizer,
    List<Double> trainingLoss,
    List<Double> validationLoss,
    int bestEpoch,
    double seconds) {

  /** Copies the lists. */
  public TrainingSummary {
    trainingLoss = List.copyOf(trainingLoss);
    validationLoss = List.copyOf(validationLoss);
  }
}
