package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.network.DenseNetwork;
import io.residual.trainer.data.EncodedRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSizingTest {

  @Test
  void countsTheComponentsThatCarryTheVariance() {
    assertThat(NetworkSizing.components(ToyRows.correlated(500, 1))).isEqualTo(2);
    // All directions of noise carry alike.
    assertThat(NetworkSizing.components(ToyRows.noise(5000, 20, 1))).isBetween(18, 19);
  }

  @Test
  void countsTheSameForWideRowsThroughTheirInnerProducts() {
    EncodedRows narrow = ToyRows.correlated(300, 1);
    float[] wide = new float[300 * 500];
    for (int row = 0; row < 300; row++) {
      for (int j = 0; j < 500; j++) {
        wide[row * 500 + j] = narrow.values()[row * 6 + j % 6];
      }
    }
    assertThat(NetworkSizing.components(new EncodedRows(wide, 300, 500))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 120})
  void codeIsNarrowerThanTheRows(int features) {
    DenseNetwork spec = NetworkSizing.of(ToyRows.noise(200, features, 1));
    int code = spec.encoder().get(spec.encoder().size() - 1).units();
    assertThat(code).isBetween(1, Math.max(1, Math.round(features / 3f)));
    assertThat(spec.decoder().get(spec.decoder().size() - 1).units()).isEqualTo(features);
  }

  @Test
  void constantRowsAreSizedToo() {
    assertThat(NetworkSizing.of(new EncodedRows(new float[40], 10, 4)).encoder()).hasSize(2);
  }

  @Test
  void equalRowsGiveEqualNetworks() {
    assertThat(NetworkSizing.of(ToyRows.noise(20_000, 5, 1)))
        .isEqualTo(NetworkSizing.of(ToyRows.noise(20_000, 5, 1)));
  }
}
