package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.model.network.ColumnSpan;
import io.residual.model.network.OutputHead;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The loss of one head of a multimodal network, times the head's weight: mean squared error per
 * feature; cross-entropy of a softmax, a sum over its features; mean binary cross-entropy per
 * feature (Bishop, Pattern Recognition and Machine Learning, 2006, section 5.2). All are means over
 * rows, and the same as Deeplearning4j's. Thread safe.
 */
final class HeadLoss {

  /** As Deeplearning4j has it: no probability is taken for less. */
  private static final double LEAST = 1e-10;

  private final OutputHead head;
  private final int[] columns;

  HeadLoss(OutputHead head) {
    this.head = head;
    this.columns = columns(head.columns());
  }

  /** Every feature of some spans, in order. */
  static int[] columns(Iterable<ColumnSpan> spans) {
    return StreamSupport.stream(spans.spliterator(), false)
        .flatMapToInt(span -> IntStream.range(span.start(), span.start() + span.width()))
        .toArray();
  }

  /**
   * The loss.
   *
   * @param outputs of the head behind its activation, {@code [rows][width]}
   * @param wanted whole rows, {@code [rows][features]}
   */
  double loss(float[] outputs, float[] wanted, int features, int rows) {
    double sum = 0;
    int width = columns.length;
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        double output = outputs[row * width + j];
        double target = wanted[row * features + columns[j]];
        sum +=
            switch (head.activation()) {
              case IDENTITY -> (output - target) * (output - target) / width;
              case SOFTMAX -> -target * log(output);
              case SIGMOID -> -(target * log(output) + (1 - target) * log(1 - output)) / width;
              default -> throw noLoss();
            };
      }
    }
    return head.weight() * sum / rows;
  }

  private static double log(double probability) {
    // Not Math.max, which would turn NaN, from a network that diverged, into a number.
    return Math.log(probability < LEAST ? LEAST : probability);
  }

  /** The slopes of the loss by what is before the activation, {@code [rows][width]}. */
  void slopes(float[] outputs, float[] wanted, int features, int rows, float[] slopes) {
    int width = columns.length;
    float factor =
        (float)
            switch (head.activation()) {
              case IDENTITY -> 2 * head.weight() / ((double) rows * width);
              case SOFTMAX -> head.weight() / rows;
              case SIGMOID -> head.weight() / ((double) rows * width);
              default -> throw noLoss();
            };
    boolean softmax = head.activation() == Activation.SOFTMAX;
    for (int row = 0; row < rows; row++) {
      float total = softmax ? 0 : 1;
      for (int j = 0; softmax && j < width; j++) {
        total += wanted[row * features + columns[j]];
      }
      for (int j = 0; j < width; j++) {
        float target = wanted[row * features + columns[j]];
        slopes[row * width + j] = factor * (total * outputs[row * width + j] - target);
      }
    }
  }

  private IllegalStateException noLoss() {
    return new IllegalStateException("no loss goes with " + head.activation());
  }
}
