package io.residual.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.model.detect.Detector;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields that never varied in training, and do at last. */
class ConstantFieldTest {

  private static final String PIPELINE =
      """
      model: {name: host}
      schema:
        fields:
          - {name: load, type: numeric}
          - {name: threads, type: numeric}
          - {name: swap_used, type: numeric}
          - {name: disks, type: numeric, scaling: auto}
      training: {epochs: 30}
      """;

  private static RowSource rows() throws Exception {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("load,threads,swap_used,disks\n");
    for (int i = 0; i < 500; i++) {
      double load = random.nextGaussian();
      csv.append(
          String.format(
              Locale.ROOT, "%f,%f,0,12%n", 3 + load, 900 + 40 * load + 5 * random.nextGaussian()));
    }
    return RowFormat.AUTO.open(
        new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anyOtherValueIsAnAnomalyAndTheUsualOneIsNot() throws Exception {
    ModelBundle bundle;
    try (RowSource rows = rows()) {
      bundle =
          ModelFitter.fit(
                  FitRequest.of(PipelineFile.parse(PIPELINE), List.of(rows)), FitListener.SILENT)
              .bundle();
    }
    double threshold = new Detector(bundle.manifest()).initialThreshold();
    try (Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle)) {
      Manifest manifest = bundle.manifest();
      assertThat(error(scorer, manifest, 0, 12)).isLessThan(0.5 * threshold);
      assertThat(error(scorer, manifest, 0.6, 12)).isGreaterThan(threshold);
      assertThat(error(scorer, manifest, 0.01, 12)).isGreaterThan(threshold);
      assertThat(error(scorer, manifest, 4e9, 12)).isGreaterThan(threshold);
      assertThat(error(scorer, manifest, 0, 11)).isGreaterThan(threshold);
      assertThat(error(scorer, manifest, 0, 12.0000000001)).isLessThan(0.5 * threshold);
    }
  }

  private static double error(Scorer scorer, Manifest manifest, double swap, double disks)
      throws Exception {
    float[] row = new float[manifest.encoder().featureCount()];
    RowEncoder encoder = new RowEncoder(manifest.encoder());
    encoder.target(row, 0);
    String json =
        String.format(
            Locale.ROOT,
            "{\"load\":3.1,\"threads\":905,\"swap_used\":%s,\"disks\":%s}",
            swap,
            disks);
    new JsonRecordReader(manifest.schema()).read(json.getBytes(StandardCharsets.UTF_8), encoder);
    double[] errors = new double[1];
    scorer.score(row, 1, new float[row.length], errors);
    return errors[0];
  }
}
