package io.residual.benchmark.speed;

import io.residual.job.metrics.DetectionMetrics;
import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.detect.Detection;
import io.residual.model.detect.Detector;
import io.residual.model.detect.EntityState;
import io.residual.model.detect.ScoredInput;
import io.residual.model.drift.DriftBins;
import io.residual.model.encode.RowEncoder;
import io.residual.model.feedback.RecentAlerts;
import io.residual.model.feedback.Verdict;
import io.residual.model.feedback.VerdictBook;
import io.residual.model.record.InvalidRecordException;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.dataset.TelemetrySettings;
import io.residual.samples.demo.DemoListener;
import io.residual.samples.demo.DemoTraining;
import io.residual.samples.demo.Scenario;
import io.residual.samples.demo.Scenarios;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a record of the simulated machines costs at each station of the job, one thread, in
 * nanoseconds a record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBenchmark {

  private static final int RECORDS = 1024;
  private static final int OTHERS = 1000;
  private static final String ENTITY = "machine";

  /** What runs the network. */
  @Param({"onnx", "dl4j"})
  public String runtime;

  /** Rows scored in one call. */
  @Param({"1", "64", "256", "1024"})
  public int batchSize;

  private byte[][] records;
  private int features;
  private JsonRecordReader reader;
  private RowEncoder encoder;
  private Scorer scorer;
  private float[] rows;
  private float[] batch;
  private float[] reconstructions;
  private double[] errors;
  private Detector detector;
  private EntityState state;
  private DetectionMetrics metrics;
  private VerdictBook verdicts;
  private RecentAlerts alerts;
  private DriftBins drift;
  private long[] driftCounts;

  /** Trains a small model and encodes the records. */
  @Setup(Level.Trial)
  public void prepare() throws IOException, InvalidRecordException {
    Scenario scenario =
        Scenarios.telemetry(TelemetrySettings.defaults().withTraining(Duration.ofMinutes(5)), 0);
    ModelBundle bundle = DemoTraining.fit(scenario, DemoListener.SILENT);
    Manifest manifest = bundle.manifest();
    features = manifest.encoder().featureCount();
    try (Stream<LabelledRecord> live = scenario.live().get()) {
      List<LabelledRecord> taken = live.limit(RECORDS).toList();
      records = taken.stream().map(LabelledRecord::json).toArray(byte[][]::new);
    }
    reader = new JsonRecordReader(manifest.schema());
    encoder = new RowEncoder(manifest.encoder());
    rows = new float[RECORDS * features];
    decode();
    batch = new float[RECORDS * features];
    reconstructions = new float[RECORDS * features];
    errors = new double[RECORDS];
    scorer = Scorer.open(runtime, bundle);
    scorer.score(rows, RECORDS, reconstructions, errors);
    detector = new Detector(manifest);
    drift = DriftBins.of(bundle);
    driftCounts = new long[drift.size()];
    state = null;
    metrics = new DetectionMetrics(new UnregisteredMetricsGroup(), 0);
    verdicts = verdicts(manifest);
    alerts = RecentAlerts.NONE;
  }

  /** A thousand verdicts on other machines, one on this one, one on the whole fleet. */
  private static VerdictBook verdicts(Manifest manifest) {
    VerdictBook book = new VerdictBook(manifest, manifest.alerts());
    String field = manifest.schema().fields().get(0).name();
    for (int i = 0; i <= OTHERS + 1; i++) {
      String entity = i < OTHERS ? "other-" + i : i == OTHERS ? ENTITY : null;
      book.put(
          new Verdict(
              "verdict-" + i,
              Verdict.Kind.FALSE_ALARM,
              null,
              entity,
              List.of(field),
              null,
              null,
              null,
              null,
              Instant.ofEpochMilli(i),
              null,
              null));
    }
    return book;
  }

  /** Frees the network. */
  @TearDown(Level.Trial)
  public void close() {
    scorer.close();
  }

  /** JSON bytes to features. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public float[] decode() throws InvalidRecordException {
    for (int i = 0; i < RECORDS; i++) {
      encoder.target(rows, i * features);
      reader.read(records[i], encoder);
    }
    return rows;
  }

  /** Features to errors, copying into the batch included. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public double[] score() {
    for (int from = 0; from < RECORDS; from += batchSize) {
      System.arraycopy(rows, from * features, batch, 0, batchSize * features);
      scorer.score(batch, batchSize, reconstructions, errors);
    }
    return errors;
  }

  /** Features and errors to counts for measuring drift. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long[] drift() {
    for (int i = 0; i < RECORDS; i++) {
      drift.count(rows, i * features, errors[i], i, driftCounts);
    }
    return driftCounts;
  }

  /** Errors to decisions. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public double threshold() {
    double sum = 0;
    for (int i = 0; i < RECORDS; i++) {
      Detection detection = detector.observe(state, new Input(i));
      sum += detection.threshold();
      state = detection.next();
    }
    return sum;
  }

  /** Errors to decisions where people have given verdicts, as the job asks for them. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public double thresholdWithVerdicts() {
    double sum = 0;
    for (int i = 0; i < RECORDS; i++) {
      Input record = new Input(i);
      Detection detection =
          detector.observe(state, record, judged -> verdicts.of(ENTITY, alerts).excuse(judged));
      alerts = verdicts.remember(alerts, detection, record, detector::evidence);
      sum += detection.threshold();
      state = detection.next();
    }
    return sum;
  }

  /** Errors to decisions, counted and noted in the job's metrics. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public double measuredThreshold() {
    double sum = 0;
    for (int i = 0; i < RECORDS; i++) {
      Detection detection = detector.observe(state, new Input(i));
      metrics.detection(detection);
      sum += detection.threshold();
      state = detection.next();
    }
    return sum;
  }

  /** A record of the series; its features are those of the batch. */
  private final class Input implements ScoredInput {

    private final int record;

    Input(int record) {
      this.record = record;
    }

    @Override
    public double error() {
      return errors[record];
    }

    @Override
    public long eventTimeMillis() {
      return record;
    }

    @Override
    public String id() {
      return "records-0-" + record;
    }

    @Override
    public float[] features() {
      return batch;
    }

    @Override
    public float[] reconstruction() {
      return reconstructions;
    }

    @Override
    public int start() {
      return 0;
    }
  }
}
