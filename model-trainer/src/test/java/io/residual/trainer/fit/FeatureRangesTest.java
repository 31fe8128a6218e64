package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.trainer.data.EncodedRows;
import org.junit.jupiter.api.Test;

class FeatureRangesTest {

  @Test
  void residualsOfARangeWeighAlike() {
    float[] emphasis =
        FeatureRanges.emphasis(new EncodedRows(new float[] {0, -1, 2, 1, 1, 1}, 3, 2));

    assertThat(emphasis[0]).isEqualTo(emphasis[1]);

    emphasis = FeatureRanges.emphasis(new EncodedRows(new float[] {0, -1, 4, 1, 1, 1}, 3, 2));

    assertThat(emphasis[0] * 4).isEqualTo(emphasis[1]);
    assertThat(emphasis[0] + emphasis[1]).isEqualTo(2);
  }

  @Test
  void constantFeaturesWeighAsMuchAsOthers() {
    float[] emphasis =
        FeatureRanges.emphasis(new EncodedRows(new float[] {7, 0, 0, 7, 2, 2}, 2, 3));

    assertThat(emphasis).containsExactly(1, 1, 1);
  }

  @Test
  void aSingleRowHasNoRanges() {
    assertThat(FeatureRanges.emphasis(new EncodedRows(new float[] {7, 0}, 1, 2)))
        .containsExactly(1, 1);
  }
}
