package io.residual.trainer.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each setting for few, one-sided or dirty rows changes on real rows, for better and for
 * worse. Limits lie at half of what was measured or less.
 */
class ImbalanceOptionsTest {

  private static final SettingEffect VOWELS = SettingEffect.onClean("vowels");
  private static final SettingEffect DIRTY_VOWELS = SettingEffect.onContaminated("vowels");
  private static final SettingEffect DIRTY_CARDIO = SettingEffect.onContaminated("cardio");

  @Test
  void noiseKeepsANetworkFromLearningAnomaliesAndCostsItDetail() throws Exception {
    assertThat(DIRTY_CARDIO.of("augment: {noise: 0.5}").auroc()).isGreaterThan(0.005);
    assertThat(VOWELS.of("augment: {noise: 0.5}").precision()).isLessThan(-0.02);
  }

  @Test
  void swappedValuesKeepANetworkFromLearningAnomaliesAndCostItDetail() throws Exception {
    assertThat(DIRTY_CARDIO.of("augment: {swap: 0.2}").auroc()).isGreaterThan(0.025);
    assertThat(VOWELS.of("augment: {swap: 0.2}").precision()).isLessThan(-0.02);
  }

  @Test
  void hiddenFieldsKeepANetworkFromLearningAnomaliesAndCostItDetail() throws Exception {
    assertThat(DIRTY_CARDIO.of("augment: {mask: 0.2}").auroc()).isGreaterThan(0.02);
    assertThat(VOWELS.of("augment: {mask: 0.2}").precision()).isLessThan(-0.005);
  }

  @Test
  void rowsBetweenNeighboursHelpWithFewRowsAndNotWithDirtyOnes() throws Exception {
    assertThat(VOWELS.of("augment: {interpolate: 1}").recall()).isGreaterThan(0.02);
    assertThat(DIRTY_CARDIO.of("augment: {interpolate: 1}").auroc()).isLessThan(0.01);
  }

  @Test
  void rareKindsShownMoreOftenHelpOnCleanRowsAndNotOnDirtyOnes() throws Exception {
    assertThat(VOWELS.of("resample: 8").precision()).isGreaterThan(0.005);
    assertThat(DIRTY_CARDIO.of("resample: 8").precision()).isLessThan(-0.005);
  }

  @Test
  void trimmingBringsBackAlertsOnDirtyRowsAndFalseOnesOnCleanRows() throws Exception {
    String trim = "contamination: {fraction: 0.1, rounds: 2}";
    SettingEffect.Change dirty = DIRTY_VOWELS.of(trim);
    assertThat(dirty.trainingRows()).isEqualTo(-70);
    assertThat(dirty.auroc()).isGreaterThan(0.01);
    assertThat(dirty.recall()).isGreaterThan(0.2);
    SettingEffect.Change clean = VOWELS.of(trim);
    assertThat(clean.precision()).isLessThan(-0.04);
    assertThat(clean.falseAlarms()).isGreaterThan(0.01);
  }

  @Test
  void downWeightingKeepsAllRowsAndDoesLessBothWays() throws Exception {
    String weigh = "contamination: {fraction: 0.1, method: down-weight}";
    SettingEffect.Change dirty = DIRTY_VOWELS.of(weigh);
    assertThat(dirty.trainingRows()).isZero();
    assertThat(dirty.auroc()).isGreaterThan(0.003);
    assertThat(dirty.recall()).isLessThan(0.1);
    SettingEffect.Change clean = VOWELS.of(weigh);
    assertThat(clean.precision()).isBetween(-0.1, -0.01);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "median", "maximum"})
  void networksOfSeveralSeedsHelpOnCleanRows(String combination) throws Exception {
    String ensemble = "ensemble: {members: 5, combination: " + combination + "}";
    SettingEffect.Change clean = VOWELS.of(ensemble);
    assertThat(clean.networks()).isEqualTo(5);
    assertThat(clean.precision()).isGreaterThan(0.01);
  }

  @Test
  void networksOfSeveralSeedsDoNotHelpOnDirtyRows() throws Exception {
    assertThat(DIRTY_VOWELS.of("ensemble: 5").precision()).isLessThan(0.01);
  }

  @Test
  void combinationsAreDifferentModelsOfTheSameNetworks() throws Exception {
    assertThat(
            VOWELS.versions(
                "ensemble: {members: 5, combination: mean}",
                "ensemble: {members: 5, combination: median}",
                "ensemble: {members: 5, combination: maximum}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void networksOfSeveralSizesHelpMost() throws Exception {
    String sizes = "ensemble: {members: 5, sizes: [0.5, 1, 2]}";
    assertThat(VOWELS.of(sizes).precision())
        .isGreaterThan(0.04)
        .isGreaterThan(VOWELS.of("ensemble: {members: 5, combination: mean}").precision());
    assertThat(DIRTY_VOWELS.of(sizes).auroc()).isGreaterThan(0.01);
  }

  @Test
  void networksOfSomeFieldsHelpALittleOnDirtyRowsAndNotOnCleanOnes() throws Exception {
    String fields = "ensemble: {members: 5, fields: 0.7}";
    assertThat(DIRTY_CARDIO.of(fields).auroc()).isGreaterThan(0.001);
    assertThat(VOWELS.of(fields).auroc()).isLessThan(0.003);
  }
}
