package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.model.drift.DriftBins;
import io.residual.model.drift.DriftCounts;
import io.residual.model.drift.DriftMonitor;
import io.residual.model.drift.DriftReport;
import io.residual.model.drift.SeriesDrift;
import io.residual.model.profile.DataProfile;
import io.residual.model.profile.FieldProfile;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where errors are smoothed, each record's own are watched for drift all the same. */
class SmoothedErrorDriftTest {

  private static final String PIPELINE =
      """
      model: {name: waves}
      schema: {fields: [{name: a, type: numeric}, {name: b, type: numeric}]}
      sequence: {length: 4, smoothing: 10}
      training: {epochs: 5, network: bottleneck}
      """;

  private static ModelBundle bundle;

  @BeforeAll
  static void fit() throws Exception {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("a,b\n");
    for (int i = 0; i < 800; i++) {
      double wave = Math.sin(i / 7.0);
      csv.append(wave + 0.1 * random.nextGaussian())
          .append(',')
          .append(wave * wave + 0.1 * random.nextGaussian())
          .append('\n');
    }
    try (RowSource rows =
        RowFormat.AUTO.open(
            new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)))) {
      bundle =
          ModelFitter.fit(
                  FitRequest.of(PipelineFile.parse(PIPELINE), List.of(rows)), FitListener.SILENT)
              .bundle();
    }
  }

  private static FieldProfile errors() throws Exception {
    return DataProfile.fromJson(bundle.entry(ModelBundle.PROFILE_ENTRY)).errors();
  }

  @Test
  void theProfileHoldsTheErrorsAsTheNetworkGaveThem() throws Exception {
    assertThat(errors().edges()).hasSize(9);
    assertThat(errors().shares()).allSatisfy(share -> assertThat(share).isBetween(0.08, 0.12));
    assertThat(errors().edges().get(8))
        .as("smoothed errors vary less")
        .isGreaterThan(bundle.manifest().calibration().quantile(0.9));
  }

  private static SeriesDrift drift(double factor) throws Exception {
    DriftBins bins = DriftBins.of(bundle);
    assertThat(bins.names()).contains(DriftBins.ERROR);
    List<Double> edges = errors().edges();
    DriftMonitor monitor = new DriftMonitor(bins, 1, 1000, 0);
    long[] counts = new long[bins.size()];
    float[] row = new float[bundle.manifest().width()];
    for (int i = 0; i < 1000; i++) {
      // One error in each decile in turn, the first below all edges.
      double error = i % 10 == 9 ? 2 * edges.get(8) : edges.get(i % 10);
      bins.count(row, 0, factor * error, i, counts);
    }
    DriftReport report =
        monitor.add(monitor.initial(), new DriftCounts(1, 1000, 0, 1, counts)).report().get();
    return report.series().stream()
        .filter(series -> series.name().equals(DriftBins.ERROR))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itTellsErrorsLikeThoseOfCalibrationFromLargerOnes() throws Exception {
    assertThat(drift(1).shift().level()).hasToString("NONE");
    assertThat(drift(4).shift().level()).hasToString("MUCH");
  }
}
