package io.residual.trainer.fit;

import org.deeplearning4j.nn.api.Model;

/** What tells the best epoch, whose weights are kept, and when to stop for want of better ones. */
interface EpochCriterion {

  /** The loss on held-back rows itself. */
  EpochCriterion VALIDATION_LOSS = (network, validationLoss) -> validationLoss;

  /**
   * How bad a network is, the lower the better.
   *
   * @param validationLoss of the network
   */
  double badness(Model network, double validationLoss);
}
