package io.residual.samples.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.residual.model.bundle.BundleWriter;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.dataset.MachineTelemetry;
import io.residual.samples.dataset.TelemetrySettings;
import io.residual.samples.demo.Scenarios;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trained model and labelled records to try it on.
 *
 * @param bundle the model's file
 * @param records what to produce, in order, into a topic of one partition
 */
record DetectionSample(Path bundle, List<LabelledRecord> records) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final TelemetrySettings STREAM =
      TelemetrySettings.defaults()
          .withTraining(Duration.ofMinutes(30))
          .withLive(Duration.ofMinutes(10));

  /** Trains on the normal part of the simulated stream. */
  static DetectionSample train(Path folder) throws Exception {
    MachineTelemetry telemetry = MachineTelemetry.of(STREAM);
    Path rows = folder.resolve("training.jsonl");
    Files.write(rows, lines(telemetry.training()));
    Path bundle = folder.resolve("telemetry.zip");
    try (RowSource source = RowFormat.JSON_LINES.open(rows)) {
      FitRequest request =
          FitRequest.of(Scenarios.shippedPipeline("machine-telemetry"), List.of(source));
      BundleWriter.write(ModelFitter.fit(request, FitListener.SILENT).bundle(), bundle);
    }
    return new DetectionSample(bundle, telemetry.live().toList());
  }

  List<String> lines() {
    return lines(records.stream());
  }

  private static List<String> lines(Stream<LabelledRecord> records) {
    return records.map(record -> new String(record.json(), StandardCharsets.UTF_8)).toList();
  }

  /** Whether an alert is about a record with a labelled fault. */
  boolean isRight(String alert) {
    try {
      JsonNode source = JSON.readTree(alert).get("source");
      return records.get(source.get("offset").asInt()).label().isAnomaly();
    } catch (IOException e) {
      throw new IllegalArgumentException("Not JSON: " + alert, e);
    }
  }
}
