package io.residual.trainer.fit;

import java.util.List;
import org.deeplearning4j.nn.api.Model;

/**
 * A fitted network with the story of its fit. Holds native memory until closed.
 *
 * @param network with the weights to use
 * @param trainingLoss mean squared error per feature in each epoch, on the training rows
 * @param validationLoss the same after each epoch, on the held-back rows
 * @param bestEpoch the epoch, counted from 1, whose weights the network has
 * @param seconds wall-clock time of the fit
 */
public record FittedNetwork(
    Model network,
    List<Double> trainingLoss,
    List<Double> validationLoss,
    int bestEpoch,
    double seconds)
    implements AutoCloseable {

  /** Copies the lists. */
  public FittedNetwork {
    trainingLoss = List.copyOf(trainingLoss);
    validationLoss = List.copyOf(validationLoss);
  }

  @Override
  public void close() {
    network.close();
  }
}
