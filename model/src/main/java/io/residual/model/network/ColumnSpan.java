package io.residual.model.network;

/**
 * Neighbouring features of a row.
 *
 * @param start the first, counted from 0
 * @param width how many; at least 1
 */
public record ColumnSpan(int start, int width) {

  /** Checks the ranges. */
  public ColumnSpan {
    if (start < 0 || width < 1) {
      throw new IllegalArgumentException(
          "a span of features starts at 0 or behind and has at least one, not "
              + width
              + " from "
              + start);
    }
  }
}
