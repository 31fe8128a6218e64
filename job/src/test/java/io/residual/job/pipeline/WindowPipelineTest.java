package io.residual.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.function.DetectionOverrides;
import io.residual.job.function.DriftWindow;
import io.residual.job.function.ExplanationChoice;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.Origin;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.SourceRecord;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.record.RecordContext;
import io.residual.model.score.Scorer;
import io.residual.model.sequence.EntityWindows;
import io.residual.model.sequence.SequenceWindow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole graph with windows: every error equals that of one thread over the same records. */
class WindowPipelineTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final int PARTITIONS = 4;

  private static final SequenceWindow WINDOW = new SequenceWindow(6, 2_000L);

  /** Static, because the source's function must be serialisable. */
  private static final List<SourceRecord> RECORDS = records();

  private static final AtomicBoolean FAILED = new AtomicBoolean();

  @TempDir private static Path folder;

  /**
   * 3,000 records of up to 40 machines, some with a single one; with gaps, equal times and times
   * that go backwards. A machine's records lie in one partition, as a producer that sets the key
   * writes them.
   */
  private static List<SourceRecord> records() {
    Random random = new Random(5);
    List<SourceRecord> records = new ArrayList<>();
    long now = 1_000_000;
    for (int offset = 0; offset < 3000; offset++) {
      int number = Math.min(random.nextInt(40), random.nextInt(40));
      now += random.nextInt(200) == 0 ? 10_000L : random.nextInt(60);
      long time = now - 30 * random.nextLong(4);
      double temperature = random.nextInt(100) == 0 ? 30 : random.nextGaussian();
      String json = Records.json("press-" + number, time, temperature);
      records.add(
          new SourceRecord(
              new Origin(Records.TOPIC, number % PARTITIONS, offset, time),
              null,
              json.getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }

  /** Errors by record id, from one thread and batches of another size than the job's. */
  private static Map<String, Double> offline(ModelBundle bundle) throws Exception {
    Manifest manifest = bundle.manifest();
    int features = manifest.encoder().featureCount();
    JsonRecordReader reader = new JsonRecordReader(manifest.schema());
    RowEncoder encoder = new RowEncoder(manifest.encoder());
    EntityWindows windows = new EntityWindows(manifest.window(), features);
    float[] row = new float[features];
    float[] rows = new float[RECORDS.size() * manifest.width()];
    for (int i = 0; i < RECORDS.size(); i++) {
      encoder.target(row, 0);
      RecordContext context = reader.read(RECORDS.get(i).value(), encoder);
      windows.add(context, row, 0, rows, i * manifest.width());
    }
    double[] errors = new double[RECORDS.size()];
    try (Scorer scorer = Scorer.open("onnx", bundle)) {
      scorer.score(rows, RECORDS.size(), new float[rows.length], errors);
    }
    Map<String, Double> byId = new HashMap<>();
    for (int i = 0; i < errors.length; i++) {
      byId.put(RECORDS.get(i).origin().id(), errors[i]);
    }
    return byId;
  }

  private static Map<String, Double> errors(PipelineRun run) {
    Map<String, Double> byId = new HashMap<>();
    for (ScoreMessage score : run.scores()) {
      assertThat(byId.put(score.id(), score.error())).as(score.id()).isNull();
    }
    return byId;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyErrorIsThatOfASingleThreadWhateverTheParallelism(int parallelism) throws Exception {
    ModelBundle bundle = Models.windowed(WINDOW);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(parallelism);
    DataStream<SourceRecord> stream =
        environment.fromData(RECORDS).keyBy(record -> record.origin().partition());

    PipelineRun run = PipelineRun.of(environment, stream, "onnx", folder, bundle);

    assertThat(errors(run)).isEqualTo(offline(bundle));
    assertThat(run.alerts()).isNotEmpty();
    assertThat(run.deadLetters()).isEmpty();
  }

  @Test
  void recordsCrossTheNetworkOnceWithAndWithoutWindows() {
    assertThat(tasks(WINDOW))
        .containsExactlyInAnyOrder(
            "Decode records",
            "Put windows together -> Gather batches -> Score batches -> Unpack batches"
                + " -> Compare with threshold");
    assertThat(tasks(SequenceWindow.SINGLE))
        .containsExactlyInAnyOrder(
            "Decode records -> Gather batches -> Score batches -> Unpack batches",
            "Compare with threshold");
  }

  /** The names of the tasks that a job with such windows has between its source and its sinks. */
  private static List<String> tasks(SequenceWindow window) {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    AnomalyPipeline.prepare(environment);
    environment.setParallelism(2);
    PipelineSettings settings =
        new PipelineSettings(
            "onnx",
            64,
            Duration.ofMillis(5),
            DetectionOverrides.NONE,
            ExplanationChoice.OF_BUNDLE,
            DriftWindow.OFF,
            1 << 20,
            1_000_000,
            true,
            0);
    new AnomalyPipeline(Models.source(), window, settings)
        .attach(environment.fromData(RECORDS).rebalance());
    List<String> tasks = new ArrayList<>();
    environment
        .getStreamGraph()
        .getJobGraph()
        .getVertices()
        .forEach(vertex -> tasks.add(vertex.getName()));
    tasks.removeIf(name -> name.startsWith("Source"));
    return tasks;
  }

  /** Fails the job once, several checkpoints in. */
  private static SourceRecord failOnce(SourceRecord record) {
    if (record.origin().offset() == 2000 && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("injected");
    }
    return record;
  }

  @Test
  void aFailureChangesNoWindow() throws Exception {
    ModelBundle bundle = Models.windowed(WINDOW);
    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(restarts);
    environment.setParallelism(2);
    environment.enableCheckpointing(20);
    DataStream<SourceRecord> stream =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    index -> RECORDS.get(index.intValue()),
                    RECORDS.size(),
                    RateLimiterStrategy.perCheckpoint(300),
                    TypeInformation.of(SourceRecord.class)),
                WatermarkStrategy.noWatermarks(),
                "records")
            .setParallelism(1)
            .map(WindowPipelineTest::failOnce)
            .setParallelism(1)
            .keyBy(record -> record.origin().partition());

    PipelineRun disturbed = PipelineRun.of(environment, stream, "onnx", folder, bundle);

    assertThat(FAILED).isTrue();
    assertThat(errors(disturbed)).isEqualTo(offline(bundle));
    assertThat(disturbed.alerts()).extracting(AlertMessage::id).doesNotHaveDuplicates();
  }
}
