package io.residual.trainer.keras;

import java.util.List;

/**
 * A network as a list of operations, each of which may use the results of those before it. Values
 * are matrices {@code [rows][features]}, known by name.
 *
 * @param inputs features of a row
 * @param nodes in an order in which they can be computed
 * @param output name of the result
 * @param outputs features of the result
 */
public record KerasNetwork(int inputs, List<Node> nodes, String output, int outputs) {

  /** Name of the rows that go in. */
  public static final String INPUT = "input";

  /** Copies the list. */
  public KerasNetwork {
    nodes = List.copyOf(nodes);
  }

  /** One operation. */
  public sealed interface Node {
    /** Name of its result. */
    String output();
  }

  /**
   * {@code x W + b}.
   *
   * @param weights {@code [rows][columns]}, row-major
   * @param biases {@code [columns]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never written to, never compared
  public record Affine(
      String input, String output, int rows, int columns, float[] weights, float[] biases)
      implements Node {}

  /**
   * {@code x * factor + offset}, feature by feature: batch normalisation with fixed statistics.
   *
   * @param factors {@code [features]}
   * @param offsets {@code [features]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never written to, never compared
  public record Scale(String input, String output, float[] factors, float[] offsets)
      implements Node {}

  /** A function of each feature, or of each row for softmax. */
  public record Activate(String input, String output, KerasActivation function) implements Node {}

  /** Features of several matrices side by side. */
  public record Concatenate(List<String> inputs, String output) implements Node {}

  /** Sum of several matrices. */
  public record Add(List<String> inputs, String output) implements Node {}
}
