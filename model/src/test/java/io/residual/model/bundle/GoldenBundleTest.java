package io.residual.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bundles of every released format stay readable and give the errors they gave when they were made.
 * The files come from {@code io.residual.trainer.fit.GoldenBundle} in the trainer's tests.
 */
class GoldenBundleTest {

  @ParameterizedTest
  @CsvSource({"1, onnx", "1, dl4j"})
  void givesTheStoredErrors(int format, String runtime) throws Exception {
    ModelBundle bundle;
    try (InputStream in = open("format-" + format + ".residual")) {
      bundle = BundleReader.read(in, BundleLimits.DEFAULT);
    }
    Manifest manifest = bundle.manifest();
    assertThat(manifest.format()).isEqualTo(format);
    JsonNode records;
    try (InputStream in = open("format-" + format + ".json")) {
      records = new JsonMapper().readTree(in);
    }
    assertThat(records).hasSizeGreaterThan(10);
    JsonRecordReader reader = new JsonRecordReader(manifest.schema());
    RowEncoder encoder = new RowEncoder(manifest.encoder());
    float[] row = new float[manifest.encoder().featureCount()];
    double[] error = new double[1];
    try (Scorer scorer = Scorer.open(runtime, bundle)) {
      for (JsonNode record : records) {
        encoder.target(row, 0);
        reader.read(record.path("record").asText().getBytes(StandardCharsets.UTF_8), encoder);
        scorer.score(row, 1, new float[row.length], error);
        double expected = record.path("error").asDouble();
        assertThat(error[0]).isCloseTo(expected, within(1e-5 * (1 + expected)));
      }
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = GoldenBundleTest.class.getResourceAsStream("/golden/" + name);
    if (in == null) {
      throw new IOException("no golden file " + name);
    }
    return in;
  }
}
