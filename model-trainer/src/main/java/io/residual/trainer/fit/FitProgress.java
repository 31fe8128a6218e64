package io.residual.trainer.fit;

import java.time.Duration;

/**
 * Where a fit stands after an epoch.
 *
 * @param epoch counted from 1
 * @param epochs how many there are at most
 * @param trainingLoss mean squared error per feature over the epoch's training rows, each measured
 *     just before the step that learns from it
 * @param validationLoss mean squared error per feature of the held-back rows after the epoch
 * @param best whether no earlier epoch had a smaller validation loss
 * @param elapsed since the fit began
 * @param left until the last epoch at the present pace; early stopping may end it sooner
 */
public record FitProgress(
    int epoch,
    int epochs,
    double trainingLoss,
    double validationLoss,
    boolean best,
    Duration elapsed,
    Duration left) {}
