package io.residual.trainer.fit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineFile;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Makes the golden files of the present bundle format: a small bundle with every kind of field, and
 * records with the errors that it gives them. Run once for each released format; never again after
 * its release, because the files stand for bundles that users have.
 *
 * <p>Argument: the folder, {@code model/src/test/resources/golden}.
 */
public final class GoldenBundle {

  private static final String PIPELINE =
      """
      model: {name: golden}
      schema:
        entity: /machine
        eventTime: {pointer: /at, format: epoch-millis}
        fields:
          - {name: rpm, pointer: /motor/rpm, type: numeric}
          - {name: load, type: numeric, scaling: robust, missing: indicator}
          - {name: mode, type: categorical}
          - {name: "on", type: boolean, missing: typical}
          - {name: at, type: timestamp, format: epoch-millis}
          - {name: flow, type: numeric, scaling: log}
          - {name: queue, type: numeric, scaling: quantile}
          - {name: host, type: categorical, encoding: hash, features: 4}
          - {name: unit, type: categorical, encoding: frequency, missing: indicator}
          - {name: note, type: text, features: 6, minGram: 2, maxGram: 3, examples: 3}
          - {name: axes, type: vector, length: 3, scaling: {type: min-max, min: -2, max: 2}}
      training:
        epochs: 10
        batchSize: 32
        learningRate: 0.01
        network:
          encoder: [{units: 9, activation: elu}, {units: 4, activation: tanh}]
          decoder:
            - {units: 9, activation: leaky-relu}
            - {units: 6, activation: relu}
            - {units: 6, activation: sigmoid}
            - {units: 29, activation: identity}
      """;

  private GoldenBundle() {}

  /** Writes both files. */
  public static void main(String[] args)
      throws IOException, InvalidConfigException, InvalidRecordException {
    Path folder = Path.of(args[0]);
    String name = "format-" + Manifest.FORMAT;
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      rows.append(row(random, i)).append('\n');
    }
    try (RowSource source =
        RowFormat.JSON_LINES.open(
            new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)))) {
      FitRequest request =
          new FitRequest(
              PipelineFile.parse(PIPELINE),
              List.of(source),
              Optional.empty(),
              Optional.of("golden-" + Manifest.FORMAT),
              0,
              Instant.parse("2026-01-01T00:00:00Z"));
      ModelBundle bundle = ModelFitter.fit(request, FitListener.SILENT).bundle();
      BundleWriter.write(bundle, folder.resolve(name + ".residual"));
      new JsonMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(folder.resolve(name + ".json").toFile(), scored(bundle, random));
    }
  }

  private static String row(Random random, int i) {
    double x = random.nextGaussian();
    return String.format(
        Locale.ROOT,
        "{\"machine\":\"m%d\",\"motor\":{\"rpm\":%.3f},\"load\":%s,\"mode\":\"%s\",\"on\":%s,"
            + "\"at\":%d,\"flow\":%.3f,\"queue\":%d,\"host\":\"h%d\",\"unit\":\"u%d\","
            + "\"note\":\"%s\",\"axes\":[%.3f,%.3f,%.3f]}",
        i % 3,
        1000 + 100 * x,
        i % 10 == 0 ? "null" : String.format(Locale.ROOT, "%.3f", 50 + 10 * x),
        x > 0 ? "fast" : "slow",
        i % 7 > 0,
        1767225600000L + 60_000L * i,
        Math.exp(2 * x),
        Math.floorMod(i * i, 13),
        i % 7,
        i % 11,
        x > 0 ? "Pump started" : "Ventil geöffnet",
        Math.sin(x),
        Math.cos(x),
        x / 2);
  }

  private static ArrayNode scored(ModelBundle bundle, Random random)
      throws IOException, InvalidRecordException {
    Manifest manifest = bundle.manifest();
    ArrayNode records = new JsonMapper().createArrayNode();
    JsonRecordReader reader = new JsonRecordReader(manifest.schema());
    RowEncoder encoder = new RowEncoder(manifest.encoder());
    float[] row = new float[manifest.encoder().featureCount()];
    double[] error = new double[1];
    try (Scorer scorer = Scorer.open(ScoringRuntimes.DL4J, bundle)) {
      for (int i = 0; i < 12; i++) {
        String record = row(random, 400 + i);
        // Some odd ones: an unknown category, a number far out.
        record = i % 4 == 1 ? record.replaceFirst("fast|slow", "broken") : record;
        record = i % 4 == 2 ? record.replace("\"rpm\":", "\"rpm\":9") : record;
        encoder.target(row, 0);
        reader.read(record.getBytes(StandardCharsets.UTF_8), encoder);
        scorer.score(row, 1, new float[row.length], error);
        ObjectNode entry = records.addObject();
        entry.put("record", record);
        entry.put("error", error[0]);
      }
    }
    return records;
  }
}
