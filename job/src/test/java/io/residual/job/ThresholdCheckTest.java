package io.residual.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.job.fixture.Models;
import io.residual.model.bundle.Manifest;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.error.Calibration;
import io.residual.model.threshold.ThresholdSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdCheckTest {

  private final Manifest model = Models.bundle().manifest();

  @Test
  void refusesAThresholdThatLiesAmongNormalErrors() {
    // A third of the errors is ten times as large as the others.
    double[] errors = new double[3000];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (i % 3 == 0 ? 10 : 1) + i / 10_000.0;
    }
    Calibration skewed = Calibration.of(errors);
    ThresholdSettings settings =
        new ThresholdOverrides(Map.of("method", "mad", "k", "2"))
            .applyTo(ThresholdSettings.DEFAULT);

    assertThatThrownBy(() -> ThresholdCheck.check(skewed, settings))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("% of normal records exceed")
        .hasMessageContaining("threshold.k");
  }

  @Test
  void warnsOfAThresholdThatHardlyAnyErrorExceeds() throws Exception {
    assertThat(
            ThresholdCheck.check(
                model, new ThresholdOverrides(Map.of("method", "sigma", "k", "1000"))))
        .hasValueSatisfying(
            warning -> assertThat(warning).contains("hardly any record will raise an alert"));
  }

  @Test
  void saysNothingOfTheDefaults() throws Exception {
    for (String method : new String[] {"quantile", "peaks", "sigma", "mad", "spot", "dspot"}) {
      assertThat(ThresholdCheck.check(model, new ThresholdOverrides(Map.of("method", method))))
          .as(method)
          .isEmpty();
    }
  }

  @Test
  void refusesSettingsThatTheMethodHasNoUseFor() {
    assertThatThrownBy(
            () -> ThresholdCheck.check(model, new ThresholdOverrides(Map.of("depth", "64"))))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("threshold.depth: is given, but method quantile has no use for it");
  }
}
