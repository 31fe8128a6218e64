package io.residual.model.network;

import java.util.List;

/**
 * Features that are given back together, with a loss of their own: identity goes with the mean
 * squared error per feature; softmax, over all of them, with the cross-entropy; sigmoid with the
 * mean binary cross-entropy per feature.
 *
 * @param columns the features, in order; at least one span
 * @param activation IDENTITY, SOFTMAX or SIGMOID
 * @param weight of its loss in that of the network; above 0
 */
public record OutputHead(List<ColumnSpan> columns, Activation activation, double weight) {

  /** Copies the list and checks the ranges. */
  public OutputHead {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a head gives back at least one feature");
    }
    if (activation != Activation.IDENTITY
        && activation != Activation.SOFTMAX
        && activation != Activation.SIGMOID) {
      throw new IllegalArgumentException(
          "a head's activation is identity, softmax or sigmoid, not " + activation);
    }
    if (activation == Activation.SOFTMAX
        && columns.equals(List.of(new ColumnSpan(columns.get(0).start(), 1)))) {
      throw new IllegalArgumentException("a softmax over one feature is always 1");
    }
    if (!(weight > 0) || !Double.isFinite(weight)) {
      throw new IllegalArgumentException("a head's weight is above 0, not " + weight);
    }
  }

  /** How many features. */
  public int width() {
    return columns.stream().mapToInt(ColumnSpan::width).sum();
  }
}
