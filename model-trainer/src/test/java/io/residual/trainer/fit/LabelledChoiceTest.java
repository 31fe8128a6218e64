package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Labelled anomalies choose, and are never fitted. */
class LabelledChoiceTest {

  private static final String PIPELINE =
      """
      model: {name: toy}
      schema: {fields: [{name: a, type: numeric}, {name: b, type: numeric}]}
      training:
        network:
          encoder: [{units: 6, activation: tanh}, {units: 1, activation: identity}]
          decoder: [{units: 6, activation: tanh}, {units: 2, activation: identity}]
        epochs: 12
        patience: 0
        learningRate: 0.02
        batchSize: 64
      """;

  private enum Anomalies {
    NONE,
    BROKEN,
    NORMAL_LOOKING,
    WILD
  }

  /** Normal rows that do not depend on the anomalies among them. */
  private static String csv(Anomalies anomalies) {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 600; i++) {
      double a = random.nextGaussian();
      double noise = 0.1 * random.nextGaussian();
      double b =
          switch (anomalies) {
            case NONE, BROKEN -> 2 * a + 3;
            case NORMAL_LOOKING -> a + noise;
            case WILD -> 1e6 * a;
          };
      boolean anomaly = i % 20 == 7;
      if (!anomaly || anomalies != Anomalies.NONE) {
        csv.append(
            String.format(
                Locale.ROOT, "%.6f,%.6f,%d%n", a, anomaly ? b : a + noise, anomaly ? 1 : 0));
      }
    }
    return csv.toString();
  }

  private static ModelBundle fit(String csv, LabelUse... uses) throws Exception {
    try (RowSource source =
        RowFormat.CSV.open(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))) {
      FitRequest request =
          FitRequest.of(PipelineFile.parse(PIPELINE), List.of(source))
              .withLabel("label")
              .choosingByLabels(Set.of(uses));
      return ModelFitter.fit(request, FitListener.SILENT).bundle();
    }
  }

  @Test
  void anomaliesLeaveNoTraceInTheNetwork() throws Exception {
    String without = fit(csv(Anomalies.NONE)).manifest().version();
    assertThat(fit(csv(Anomalies.BROKEN)).manifest().version()).isEqualTo(without);
    assertThat(fit(csv(Anomalies.NORMAL_LOOKING)).manifest().version()).isEqualTo(without);
    assertThat(fit(csv(Anomalies.WILD)).manifest().version()).isEqualTo(without);
  }

  @Test
  void theyMayChooseTheEpoch() throws Exception {
    ModelBundle last = fit(csv(Anomalies.BROKEN));
    ModelBundle chosen = fit(csv(Anomalies.BROKEN), LabelUse.EPOCH);
    assertThat(last.manifest().training().bestEpoch()).isEqualTo(12);
    // With anomalies this easy to see, an early epoch ranks them as well as any later one.
    assertThat(chosen.manifest().training().bestEpoch()).isLessThan(12);
    // The course is that of the same fit: only which epoch is taken differs.
    assertThat(chosen.manifest().training().trainingLoss())
        .isEqualTo(last.manifest().training().trainingLoss());
    assertThat(chosen.manifest().threshold()).isEqualTo(last.manifest().threshold());
  }

  @Test
  void theyMayChooseTheThreshold() throws Exception {
    ModelBundle plain = fit(csv(Anomalies.BROKEN));
    ModelBundle easy = fit(csv(Anomalies.BROKEN), LabelUse.THRESHOLD);
    ModelBundle hopeless = fit(csv(Anomalies.NORMAL_LOOKING), LabelUse.THRESHOLD);
    assertThat(easy.manifest().version()).isEqualTo(plain.manifest().version());
    assertThat(easy.manifest().calibration()).isEqualTo(plain.manifest().calibration());
    assertThat(easy.manifest().threshold().risk()).isBetween(1e-6, 0.0101);
    // No threshold finds these: the pipeline file's stays.
    assertThat(hopeless.manifest().threshold()).isEqualTo(plain.manifest().threshold());
  }

  @Test
  void fewAnomaliesChooseNothing() {
    assertThatThrownBy(
            () -> fit("a,b,label\n" + "1,2,0\n2,1,0\n".repeat(40) + "9,9,1\n", LabelUse.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 labelled anomalies, and at least 10 are needed");
  }
}
