package io.residual.trainer.fit;

/** A training whose loss is no finite number any more. */
public final class DivergedTrainingException extends RuntimeException {

  /** A refusal after the given epoch, counted from 1. */
  public DivergedTrainingException(int epoch, double loss, double learningRate) {
    super(
        "training diverged in epoch "
            + epoch
            + ": the loss is "
            + loss
            + "; lower training.learningRate (now "
            + learningRate
            + "), or scale fields that use scaling 'none'");
  }
}
