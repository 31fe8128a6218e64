package io.residual.trainer.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.model.encode.RowEncoder;
import io.residual.model.explain.ErrorShares;
import io.residual.model.explain.FieldContribution;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Odd values are found and blamed on their field, however the field is encoded. */
class EncodedFaultsTest {

  private static final String PIPELINE =
      """
      model: {name: requests}
      schema:
        fields:
          - {name: load, type: numeric}
          - {name: bytes, type: numeric, scaling: log}
          - {name: wait, type: numeric, scaling: quantile}
          - {name: host, type: categorical, encoding: hash}
          - {name: agent, type: categorical, encoding: frequency}
          - {name: message, type: text}
      training: {epochs: 25, batchSize: 64, seed: 3}
      """;

  private static final List<String> FIELDS =
      List.of("load", "bytes", "wait", "host", "agent", "message");

  /** A request; everything in it follows from its kind and load, but for a little noise. */
  private static String request(Random random, String odd) {
    double load = random.nextGaussian();
    int kind = random.nextInt(3);
    String message =
        List.of("GET /index.html", "POST /api/v1/orders", "user logged in").get(kind)
            + " from 10.0.0."
            + random.nextInt(200);
    return String.format(
        Locale.ROOT,
        "{\"load\":%.3f,\"bytes\":%.3f,\"wait\":%.3f,\"host\":\"%s\",\"agent\":\"%s\","
            + "\"message\":\"%s\"}",
        odd.equals("load") ? 9.0 : load,
        odd.equals("bytes") ? 1e12 : Math.exp(2 * load + 0.1 * random.nextGaussian()),
        odd.equals("wait") ? 40.0 : Math.tanh(load) + 0.05 * random.nextGaussian(),
        odd.equals("host") ? "intruder-" + random.nextInt(99) : "host-" + kind,
        odd.equals("agent") ? "scanner" : "browser " + random.nextInt(4),
        odd.equals("message") ? "kernel: BUG unable to handle page fault" : message);
  }

  @Test
  void faultsInEveryKindOfFieldAreFoundAndExplained() throws Exception {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      rows.append(request(random, "")).append('\n');
    }
    ModelBundle bundle;
    try (RowSource source =
        RowFormat.JSON_LINES.open(new ByteArrayInputStream(rows.toString().getBytes(UTF_8)))) {
      bundle =
          ModelFitter.fit(
                  FitRequest.of(PipelineFile.parse(PIPELINE), List.of(source)), FitListener.SILENT)
              .bundle();
    }
    Manifest manifest = BundleReader.read(BundleWriter.toBytes(bundle)).manifest();
    JsonRecordReader reader = new JsonRecordReader(manifest.schema());
    RowEncoder encoder = new RowEncoder(manifest.encoder());
    float[] row = new float[manifest.encoder().featureCount()];
    float[] reconstruction = new float[row.length];
    double[] error = new double[1];
    ErrorShares shares =
        new ErrorShares(manifest.schema().fields(), manifest.encoder(), manifest.error());
    try (Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle)) {
      for (String odd : FIELDS) {
        int found = 0;
        int named = 0;
        for (int i = 0; i < 50; i++) {
          encoder.target(row, 0);
          reader.read(request(random, odd).getBytes(UTF_8), encoder);
          scorer.score(row, 1, reconstruction, error);
          found += error[0] > manifest.calibration().quantile(0.99) ? 1 : 0;
          // Among the first two, because an odd value of one field makes the network expect
          // others of those that hang on it.
          List<FieldContribution> two =
              shares.explain(row, reconstruction, field -> null, 2).fields();
          named += two.stream().anyMatch(field -> field.field().equals(odd)) ? 1 : 0;
        }
        System.out.println(odd + " " + found + " " + named);
        assertThat(found).as("%s found", odd).isGreaterThanOrEqualTo(45);
        assertThat(named).as("%s named", odd).isGreaterThanOrEqualTo(45);
      }
    }
  }
}
