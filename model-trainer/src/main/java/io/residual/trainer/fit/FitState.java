package io.residual.trainer.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a fit stands between two epochs; everything that a later continuation needs besides the
 * settings and the rows.
 *
 * @param epoch how many are done
 * @param trainingLoss of each epoch
 * @param validationLoss after each epoch
 * @param bestEpoch the best one by the fit's criterion, counted from 1; 0 before the first
 * @param bestBadness what the criterion says of it
 * @param present the network
 * @param best the network after the best epoch; the present one if that is not kept
 * @param seconds spent so far
 */
record FitState(
    int epoch,
    List<Double> trainingLoss,
    List<Double> validationLoss,
    int bestEpoch,
    double bestBadness,
    NetworkState present,
    NetworkState best,
    double seconds) {

  FitState {
    trainingLoss = List.copyOf(trainingLoss);
    validationLoss = List.copyOf(validationLoss);
  }

  /** Before the first epoch. */
  static FitState start(NetworkState network) {
    return new FitState(0, List.of(), List.of(), 0, Double.POSITIVE_INFINITY, network, network, 0);
  }

  /** The same state after the given time. */
  FitState after(double elapsed) {
    return new FitState(
        epoch, trainingLoss, validationLoss, bestEpoch, bestBadness, present, best, elapsed);
  }

  static List<Double> with(List<Double> losses, double loss) {
    List<Double> longer = new ArrayList<>(losses);
    longer.add(loss);
    return longer;
  }
}
