package io.residual.trainer.cli;

import io.residual.trainer.evaluate.Sampling;
import picocli.CommandLine.Option;

/** The options for how the intervals of figures are drawn. */
final class SamplingOptions {

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of samples and planted anomalies. Default: ${DEFAULT-VALUE}.")
  private long seed = Sampling.DEFAULT.seed();

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description =
          "Bootstrap samples for the intervals, fewer for large inputs. Default: ${DEFAULT-VALUE}.")
  private int resamples = Sampling.DEFAULT.resamples();

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description = "Confidence of the intervals. Default: ${DEFAULT-VALUE}.")
  private double confidence = Sampling.DEFAULT.confidence();

  Sampling sampling() {
    return new Sampling(seed, resamples, confidence);
  }
}
