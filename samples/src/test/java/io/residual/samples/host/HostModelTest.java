package io.residual.samples.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineConfig;
import io.residual.model.config.PipelineFile;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The default networks on telemetry of a quiet machine: no swap, next to no waiting, bursts. */
class HostModelTest {

  private static final int ROWS = 500;

  private static ModelBundle bundle;

  @BeforeAll
  static void fit() throws Exception {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(record(i, random, 0, 0)).append('\n');
    }
    try (InputStream file = HostModelTest.class.getResourceAsStream("/pipelines/host.yaml");
        RowSource source =
            RowFormat.JSON_LINES.open(
                new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)))) {
      PipelineConfig pipeline =
          PipelineFile.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      bundle =
          ModelFitter.fit(FitRequest.of(pipeline, List.of(source)), FitListener.SILENT).bundle();
    }
  }

  /**
   * A record.
   *
   * @param busy CPU time beside the usual
   * @param extraProcesses beside the usual
   */
  private static String record(int second, Random random, double busy, int extraProcesses) {
    double user = 0.1 + 0.05 * random.nextDouble() + busy;
    double load = 10 * user + 0.1 * random.nextGaussian();
    // A backup now and then.
    double disk = random.nextInt(20) == 0 ? 5e7 * random.nextDouble() : 1e5 * random.nextDouble();
    return String.format(
        Locale.ROOT,
        "{\"host\":\"here\",\"time\":\"%s\",\"cpu_user\":%.4f,\"cpu_system\":%.4f,"
            + "\"cpu_iowait\":0,\"load_1m\":%.3f,\"load_5m\":%.3f,\"load_15m\":1.2,"
            + "\"memory_used\":%.4f,\"swap_used\":0,\"disk_read_bytes_per_s\":%.0f,"
            + "\"disk_write_bytes_per_s\":%.0f,\"net_in_bytes_per_s\":%.0f,"
            + "\"net_out_bytes_per_s\":%.0f,\"processes\":%d,\"threads\":%d}",
        Instant.EPOCH.plusSeconds(second),
        user,
        user / 4,
        load,
        1.2 + 0.05 * random.nextGaussian(),
        0.4 + 0.01 * random.nextGaussian(),
        disk,
        2 * disk,
        1e4 * -Math.log(1 - random.nextDouble()),
        1e3 * -Math.log(1 - random.nextDouble()),
        150 + random.nextInt(4) + extraProcesses,
        600 + random.nextInt(10));
  }

  private static double error(String json) throws Exception {
    float[] row = new float[bundle.manifest().width()];
    RowEncoder encoder = new RowEncoder(bundle.manifest().encoder());
    encoder.target(row, 0);
    new JsonRecordReader(bundle.manifest().schema())
        .read(json.getBytes(StandardCharsets.UTF_8), encoder);
    double[] errors = new double[1];
    try (Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle)) {
      scorer.score(row, 1, new float[row.length], errors);
    }
    return errors[0];
  }

  @Test
  void itIsTheDefaultEnsemble() {
    assertThat(bundle.manifest().ensemble().members()).hasSize(5);
    assertThat(bundle.manifest().training().courses())
        .allSatisfy(
            course ->
                assertThat(course.validationLoss())
                    .allSatisfy(loss -> assertThat(loss).isFinite()));
  }

  @Test
  void normalRecordsStayBelowTheThresholdAndOddOnesExceedIt() throws Exception {
    double threshold =
        bundle.manifest().calibration().quantile(1 - bundle.manifest().threshold().risk());
    Random random = new Random(2);
    int above = 0;
    for (int i = 0; i < 100; i++) {
      above += error(record(ROWS + i, random, 0, 0)) > threshold ? 1 : 0;
    }
    assertThat(above).isLessThanOrEqualTo(2);
    assertThat(error(record(ROWS, random, 0.7, 0))).isGreaterThan(threshold);
    assertThat(error(record(ROWS, random, 0, 50))).isGreaterThan(threshold);
  }
}
