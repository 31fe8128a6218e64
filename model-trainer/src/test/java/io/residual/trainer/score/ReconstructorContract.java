package io.residual.trainer.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.bundle.InvalidBundleException;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.score.Reconstructor;
import io.residual.model.score.ScoringRuntimes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every scoring runtime must do; run for each of them. */
abstract class ReconstructorContract {

  private final Random random = new Random(11);
  private ModelBundle bundle;
  private Reconstructor reconstructor;
  private int features;

  /** Name of the runtime. */
  abstract String runtime();

  /** The bundle's entry that the runtime reads. */
  abstract String entry();

  /** Which network the runtime gets. */
  long seed() {
    return 11;
  }

  @BeforeEach
  void open() throws IOException {
    bundle = RandomNetworks.bundle(seed());
    reconstructor = ScoringRuntimes.open(runtime(), bundle);
    features = bundle.manifest().encoder().featureCount();
  }

  @AfterEach
  void close() {
    reconstructor.close();
  }

  @Test
  void knowsItsFeatures() {
    assertThat(reconstructor.featureCount()).isEqualTo(features);
  }

  @Test
  void aBatchGivesWhatItsRowsGiveOneByOne() {
    int count = 37;
    float[] rows = RandomNetworks.rows(count, features, random);
    float[] batch = new float[rows.length];
    reconstructor.reconstruct(rows, count, batch);
    float[] single = new float[features];
    for (int row = 0; row < count; row++) {
      int from = row * features;
      reconstructor.reconstruct(Arrays.copyOfRange(rows, from, from + features), 1, single);
      for (int j = 0; j < features; j++) {
        assertThat(batch[from + j]).isCloseTo(single[j], within(1e-5f));
      }
    }
  }

  @Test
  void theSameBatchGivesTheSameAgainAfterOtherSizes() {
    float[] rows = RandomNetworks.rows(64, features, random);
    float[] first = new float[rows.length];
    reconstructor.reconstruct(rows, 64, first);
    reconstructor.reconstruct(rows, 3, new float[rows.length]);
    float[] again = new float[rows.length];
    reconstructor.reconstruct(rows, 64, again);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void theMembersOfAnEnsembleAnswerEachForItself() throws IOException {
    ModelBundle together = RandomNetworks.ensemble(seed(), 3);
    int width = together.manifest().width();
    float[] rows = RandomNetworks.rows(9, width, random);
    float[] all = new float[9 * 3 * width];
    try (Reconstructor ensemble = ScoringRuntimes.open(runtime(), together)) {
      assertThat(ensemble.memberCount()).isEqualTo(3);
      ensemble.reconstruct(rows, 9, all);
      float[] single = new float[3 * width];
      ensemble.reconstruct(Arrays.copyOfRange(rows, 4 * width, 5 * width), 1, single);
      for (int i = 0; i < single.length; i++) {
        assertThat(all[4 * 3 * width + i]).isCloseTo(single[i], within(1e-5f));
      }
    }
    assertThat(Arrays.copyOfRange(all, 0, width))
        .isNotEqualTo(Arrays.copyOfRange(all, width, 2 * width));
  }

  @Test
  void noRowsAreFine() {
    float[] untouched = {7f};
    reconstructor.reconstruct(new float[0], 0, untouched);
    assertThat(untouched).containsExactly(7f);
  }

  @Test
  void longerArraysAreLeftAloneBehindTheRows() {
    float[] rows = RandomNetworks.rows(5, features, random);
    float[] reconstructions = new float[rows.length];
    Arrays.fill(reconstructions, 99f);
    float[] before = rows.clone();
    reconstructor.reconstruct(rows, 2, reconstructions);
    assertThat(rows).isEqualTo(before);
    assertThat(Arrays.copyOfRange(reconstructions, 2 * features, rows.length)).containsOnly(99f);
  }

  @Test
  void shortArraysAreRefused() {
    float[] two = new float[2 * features];
    float[] three = new float[3 * features];
    assertThatThrownBy(() -> reconstructor.reconstruct(two, 3, three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows has " + two.length + " floats");
    assertThatThrownBy(() -> reconstructor.reconstruct(three, 3, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reconstructions has " + two.length + " floats");
    assertThatThrownBy(() -> reconstructor.reconstruct(three, -1, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rowCount is -1");
  }

  @Test
  void closedIsClosed() {
    reconstructor.close();
    reconstructor.close();
    float[] row = new float[features];
    assertThatThrownBy(() -> reconstructor.reconstruct(row, 1, row))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void notANumberInGivesNoFalseNumberOut() {
    float[] rows = RandomNetworks.rows(2, features, random);
    float[] clean = new float[rows.length];
    reconstructor.reconstruct(rows, 2, clean);
    Arrays.fill(rows, 0, features, Float.NaN);
    float[] reconstructions = new float[rows.length];
    reconstructor.reconstruct(rows, 2, reconstructions);
    for (int j = features; j < 2 * features; j++) {
      assertThat(reconstructions[j]).isCloseTo(clean[j], within(1e-5f));
    }
  }

  @Test
  void rubbishInsteadOfANetworkIsRefused() {
    byte[] rubbish = {1, 2, 3, 4};
    assertThatThrownBy(() -> ScoringRuntimes.open(runtime(), with(rubbish)))
        .isInstanceOfSatisfying(
            InvalidBundleException.class, e -> assertThat(e.entry()).isEqualTo(entry()));
  }

  @Test
  void aNetworkOfAnotherWidthIsRefused() throws IOException {
    byte[] other = RandomNetworks.bundle(seed() + 1).entry(entry());
    assertThatThrownBy(() -> ScoringRuntimes.open(runtime(), with(other)))
        .isInstanceOfSatisfying(
            InvalidBundleException.class, e -> assertThat(e.entry()).isEqualTo(entry()));
  }

  private ModelBundle with(byte[] bytes) {
    return new ModelBundle(bundle.manifest(), Map.of(entry(), bytes));
  }
}
