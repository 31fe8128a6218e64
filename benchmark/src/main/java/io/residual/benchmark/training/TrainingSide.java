package io.residual.benchmark.training;

/** One of the libraries under comparison. */
interface TrainingSide {

  /** Name in the table. */
  String name();

  /** Trains anew for some epochs; what it gave and how long that took. */
  Run train(TrainingTask task, int epochs);

  /**
   * One training.
   *
   * @param seconds of gradient steps, without making the network
   * @param finalLoss mean squared error per feature over the last epoch
   */
  record Run(double seconds, double finalLoss) {}
}
