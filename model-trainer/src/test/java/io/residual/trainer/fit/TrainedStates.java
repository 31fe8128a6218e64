package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.api.Model;

/** Compares what our gradient steps leave behind with what Deeplearning4j's do. */
final class TrainedStates {

  private TrainedStates() {}

  /**
   * Asserts that weights and optimizer agree after the given number of steps.
   *
   * @param expected trained by Deeplearning4j
   * @param network to which the steps belong; must have their weights
   */
  static void assertEqual(Model expected, Model network, GradientSteps steps, int count) {
    NetworkState there = NetworkState.of(expected);
    NetworkState here = steps.state();
    assertThat(here.steps()).isEqualTo(there.steps()).isEqualTo(count);
    assertThat(largestDifference(here.weights(), there.weights())).isLessThan(1e-4);
    assertThat(largestDifference(here.optimizer(), there.optimizer())).isLessThan(1e-5);
    assertThat(NetworkState.of(network).weights()).isEqualTo(here.weights());
  }

  private static double largestDifference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }
}
