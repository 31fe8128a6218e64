package io.residual.benchmark.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighbourTest {

  @Test
  void isTheDistanceToTheFifthNeighbourInStandardDeviations() {
    // 0 to 9 have the variance 8.25; the fifth neighbour of 20 is 5.
    Split split = new Split(numbers(0, 10), numbers(20, 21), false);

    Scored scored = new NearestNeighbour().score(split, 1);

    assertThat(scored.scores()[0]).isCloseTo(15 / Math.sqrt(8.25), within(1e-12));
    assertThat(scored.history()).isEmpty();
  }

  @Test
  void doesNotCountARowAsItsOwnNeighbour() {
    Split split = new Split(twoColumns(0, 10), twoColumns(20, 21), true);
    // The five nearest of 0 are 1 to 5.
    assertThat(new NearestNeighbour().score(split, 1).history()[0])
        .isCloseTo(5 / Math.sqrt(8.25), within(1e-12));
  }

  private static LabelledRows numbers(int from, int to) {
    return new LabelledRows(
        List.of("x"),
        IntStream.range(from, to).mapToObj(i -> new String[] {"" + i}).toArray(String[][]::new),
        new boolean[to - from]);
  }

  /** The second column never changes, so it adds nothing to distances. */
  private static LabelledRows twoColumns(int from, int to) {
    return new LabelledRows(
        List.of("x", "y"),
        IntStream.range(from, to)
            .mapToObj(i -> new String[] {"" + i, "3"})
            .toArray(String[][]::new),
        new boolean[to - from]);
  }
}
