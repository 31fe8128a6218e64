package io.residual.trainer.evaluate.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of neighbouring rows of one series: a labelled event, or a window of the Numenta benchmark.
 *
 * @param from index of the first row
 * @param to index behind the last row; above {@code from}
 */
public record Segment(int from, int to) {

  /** Checks that the run is not empty. */
  public Segment {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("rows " + from + " to " + to + " are no segment");
    }
  }

  /** Number of rows. */
  public int length() {
    return to - from;
  }

  /** The runs of marked rows, in order. */
  public static List<Segment> of(boolean[] marks) {
    List<Segment> segments = new ArrayList<>();
    for (int from = 0; from < marks.length; from++) {
      if (marks[from]) {
        int to = from + 1;
        while (to < marks.length && marks[to]) {
          to++;
        }
        segments.add(new Segment(from, to));
        from = to;
      }
    }
    return List.copyOf(segments);
  }
}
