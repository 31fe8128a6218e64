package io.residual.samples.sequence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.function.BundleSource;
import io.residual.job.function.DetectionOverrides;
import io.residual.job.function.DriftWindow;
import io.residual.job.function.ExplanationChoice;
import io.residual.job.message.Origin;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.SourceRecord;
import io.residual.job.pipeline.AnomalyPipeline;
import io.residual.job.pipeline.PipelineSettings;
import io.residual.job.pipeline.ShippedBundle;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.model.detect.Detection;
import io.residual.model.detect.Detector;
import io.residual.model.detect.EntityState;
import io.residual.model.detect.ScoredInput;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.record.RecordContext;
import io.residual.model.score.Scorer;
import io.residual.model.score.ScoringRuntimes;
import io.residual.model.sequence.EntityWindows;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model of windows on its whole way: fitted by the trainer, run by the job on a cluster in this
 * process, each error compared with that of one thread that goes over the same records.
 */
@SuppressWarnings("try") // the iterator declares close() throws Exception
class WindowParityITCase {

  private static final String PIPELINE =
      """
      model: {name: swings}
      schema:
        entity: /machine
        eventTime: {pointer: /time, format: epoch-millis}
        fields: [{name: "s{0..3}", type: numeric}]
      sequence: {length: 8, maxGap: 3 s}
      training: {epochs: 5}
      """;

  private static final int PARTITIONS = 4;

  @TempDir private static Path folder;

  private static ModelBundle bundle;

  private static List<SourceRecord> stream;

  /** Machines that swing at a speed of their own; some rest for longer than the longest gap. */
  private static List<SourceRecord> records(int count, int machines, long seed) {
    Random random = new Random(seed);
    List<SourceRecord> records = new ArrayList<>();
    long now = 0;
    for (int offset = 0; offset < count; offset++) {
      int machine = Math.min(random.nextInt(machines), random.nextInt(machines));
      now += random.nextInt(300) == 0 ? 5_000L : random.nextInt(20);
      StringBuilder json = new StringBuilder("{\"machine\":\"m" + machine + "\",\"time\":" + now);
      for (int sensor = 0; sensor < 4; sensor++) {
        double swing = Math.sin(now / (100.0 + machine) + sensor) + 0.1 * random.nextGaussian();
        json.append(",\"s").append(sensor).append("\":").append(swing);
      }
      Origin origin = new Origin("swings", machine % PARTITIONS, offset, now);
      records.add(new SourceRecord(origin, null, json.append('}').toString().getBytes(UTF_8)));
    }
    return records;
  }

  @BeforeAll
  static void fit() throws Exception {
    Path rows = folder.resolve("rows.jsonl");
    StringBuilder lines = new StringBuilder();
    records(4000, 10, 1)
        .forEach(record -> lines.append(new String(record.value(), UTF_8)).append('\n'));
    Files.writeString(rows, lines.toString());
    try (RowSource source = RowFormat.AUTO.open(rows)) {
      FitRequest request = FitRequest.of(PipelineFile.parse(PIPELINE), List.of(source));
      bundle = ModelFitter.fit(request, FitListener.SILENT).bundle();
    }
    stream = records(5000, 60, 2);
  }

  private static Map<String, Double> offline() throws Exception {
    Manifest manifest = bundle.manifest();
    int width = manifest.width();
    float[] row = new float[manifest.encoder().featureCount()];
    JsonRecordReader reader = new JsonRecordReader(manifest.schema());
    RowEncoder encoder = new RowEncoder(manifest.encoder());
    EntityWindows windows = new EntityWindows(manifest.window(), row.length);
    float[] rows = new float[stream.size() * width];
    List<String> entities = new ArrayList<>();
    for (int i = 0; i < stream.size(); i++) {
      encoder.target(row, 0);
      RecordContext context = reader.read(stream.get(i).value(), encoder);
      windows.add(context, row, 0, rows, i * width);
      entities.add(context.entity());
    }
    double[] errors = new double[stream.size()];
    try (Scorer scorer = Scorer.open(ScoringRuntimes.ONNX, bundle)) {
      scorer.score(rows, stream.size(), new float[rows.length], errors);
    }
    Detector detector = new Detector(manifest);
    Map<String, EntityState> states = new HashMap<>();
    Map<String, Double> byId = new HashMap<>();
    for (int i = 0; i < errors.length; i++) {
      Detection detection =
          detector.observe(states.get(entities.get(i)), input(errors[i], rows, i * width));
      states.put(entities.get(i), detection.next());
      byId.put(stream.get(i).origin().id(), detection.error());
    }
    return byId;
  }

  private static ScoredInput input(double error, float[] rows, int start) {
    return new ScoredInput() {
      @Override
      public double error() {
        return error;
      }

      @Override
      public long eventTimeMillis() {
        return start;
      }

      @Override
      public String id() {
        return "in-0-" + start;
      }

      @Override
      public float[] features() {
        return rows;
      }

      @Override
      public float[] reconstruction() {
        return new float[rows.length];
      }

      @Override
      public int start() {
        return start;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyErrorOfTheJobIsThatOfOneThread(int parallelism) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism);
    AnomalyPipeline.prepare(environment);
    Path file = folder.resolve("swings.residual");
    BundleWriter.write(bundle, file);
    BundleSource source = ShippedBundle.ship(environment, file.toString(), bundle);
    PipelineSettings settings =
        new PipelineSettings(
            ScoringRuntimes.ONNX,
            50,
            Duration.ofMillis(2),
            DetectionOverrides.NONE,
            ExplanationChoice.OF_BUNDLE,
            DriftWindow.OFF,
            1 << 20,
            1_000_000,
            true,
            0);
    DataStream<SourceRecord> records =
        environment.fromData(stream).keyBy(record -> record.origin().partition());
    AnomalyPipeline.Outputs outputs =
        new AnomalyPipeline(source, bundle.manifest().window(), settings).attach(records);

    Map<String, Double> errors = new HashMap<>();
    try (CloseableIterator<ScoreMessage> scores = outputs.scores().collectAsync()) {
      // Not execute(): the cluster in this process would be gone before the scores are fetched.
      environment.executeAsync();
      scores.forEachRemaining(score -> errors.put(score.id(), score.error()));
    }
    assertThat(errors).isEqualTo(offline());
  }
}
