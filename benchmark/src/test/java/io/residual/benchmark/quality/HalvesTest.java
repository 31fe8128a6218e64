package io.residual.benchmark.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HalvesTest {

  @Test
  void trainsOnHalfOfTheNormalRowsAndTestsTheOthersAndAllAnomalies() {
    Split split = Halves.random(Sets.numbered(11, 3, 10), 1);

    assertThat(split.training().size()).isEqualTo(5);
    assertThat(split.training().anomalies()).containsOnly(false);
    assertThat(Sets.firstCells(split.test())).contains("3", "10");
    assertThat(
            Stream.concat(
                Sets.firstCells(split.training()).stream(), Sets.firstCells(split.test()).stream()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 11).mapToObj(Integer::toString).toList());
    assertThat(split.stream()).isFalse();
  }

  @Test
  void splitsTheSameWayForTheSameSeedOnly() {
    LabelledRows rows = Sets.numbered(100, 7);

    assertThat(Sets.firstCells(Halves.random(rows, 1).training()))
        .isEqualTo(Sets.firstCells(Halves.random(rows, 1).training()))
        .isNotEqualTo(Sets.firstCells(Halves.random(rows, 2).training()));
  }

  @Test
  void takesTheFirstHalfInTheOrderOfTheFile() {
    Split split = Halves.fileOrder(Sets.numbered(8, 0, 5), 1);

    assertThat(Sets.firstCells(split.training())).containsExactly("1", "2", "3");
    assertThat(Sets.firstCells(split.test())).containsExactly("4", "6", "7", "0", "5");
  }

  @Test
  void cutsLargeSetsToRandomRowsInTheOrderOfTheFile() {
    Split split = Halves.fileOrder(Sets.numbered(Halves.MAX_ROWS + 1000), 1);

    assertThat(split.training().size() + split.test().size()).isEqualTo(Halves.MAX_ROWS);
    assertThat(Sets.firstCells(split.training()).stream().map(Integer::valueOf)).isSorted();
  }
}
