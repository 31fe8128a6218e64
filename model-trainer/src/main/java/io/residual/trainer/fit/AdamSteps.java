package io.residual.trainer.fit;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1, in the order of operations at the end of its section
 * 2) over all weights of a network, with decoupled weight decay (Loshchilov and Hutter, ICLR 2019,
 * algorithm 2). Takes the steps that Deeplearning4j's updaters of these names take. Not thread
 * safe.
 */
final class AdamSteps {

  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;

  /** Where gradients vanish, steps are this much smaller than they would be without bound. */
  private static final float EPSILON = 1e-8f;

  private final float[] weights;
  private final float[] means;
  private final float[] squares;
  private int steps;

  /** Goes on from a state, without writing to it. */
  AdamSteps(NetworkState state) {
    int count = state.weights().length;
    weights = state.weights().clone();
    means = new float[count];
    squares = new float[count];
    if (state.optimizer().length > 0) {
      System.arraycopy(state.optimizer(), 0, means, 0, count);
      System.arraycopy(state.optimizer(), count, squares, 0, count);
      steps = state.steps();
    }
  }

  /** The weights themselves; not to be written to. */
  float[] weights() {
    return weights;
  }

  /** How many steps were taken. */
  int steps() {
    return steps;
  }

  /** Takes one step against a gradient. */
  void step(float[] gradient, double rate) {
    steps++;
    double unbias = Math.sqrt(1 - Math.pow(BETA_2, steps)) / (1 - Math.pow(BETA_1, steps));
    float size = (float) (rate * unbias);
    for (int i = 0; i < weights.length; i++) {
      means[i] = BETA_1 * means[i] + (1 - BETA_1) * gradient[i];
      squares[i] = BETA_2 * squares[i] + (1 - BETA_2) * gradient[i] * gradient[i];
      weights[i] -= size * means[i] / ((float) Math.sqrt(squares[i]) + EPSILON);
    }
  }

  /** Takes a fraction off some weights. */
  void decay(int from, int to, double fraction) {
    float rest = (float) (1 - fraction);
    for (int i = from; i < to; i++) {
      weights[i] *= rest;
    }
  }

  /** A copy of the state. */
  NetworkState state() {
    float[] optimizer = new float[2 * weights.length];
    System.arraycopy(means, 0, optimizer, 0, weights.length);
    System.arraycopy(squares, 0, optimizer, weights.length, weights.length);
    return new NetworkState(weights.clone(), optimizer, steps);
  }
}
