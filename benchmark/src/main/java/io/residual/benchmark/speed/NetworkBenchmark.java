package io.residual.benchmark.speed;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.PipelineFile;
import io.residual.model.score.Scorer;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * What scoring a record costs with each network, and with ensembles of one: records of twenty
 * numbers and two categories of five values each, 32 features, batches of 256, one thread, in
 * nanoseconds a record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NetworkBenchmark {

  private static final int BATCH = 256;
  private static final int NUMBERS = 20;
  private static final int TRAINING_ROWS = 2000;

  /** What runs the network. */
  @Param({"onnx", "dl4j"})
  public String runtime;

  /** The training section. */
  @Param({
    "network: bottleneck",
    "network: variational",
    "network: multimodal",
    "ensemble: 3",
    "ensemble: 5",
    "ensemble: 10",
    "network: auto"
  })
  public String training;

  private Scorer scorer;
  private float[] rows;
  private float[] reconstructions;
  private double[] errors;

  /** Trains a model for one epoch: scoring does not care how well. */
  @Setup(Level.Trial)
  public void prepare() throws IOException, InvalidConfigException {
    String yaml =
        """
        model: {name: speed}
        schema:
          fields:
            - {name: "n{1..%d}", type: numeric}
            - {name: "c{1..2}", type: categorical}
        training: {epochs: 1, %s}
        """;
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder();
    for (int i = 1; i <= NUMBERS; i++) {
      csv.append('n').append(i).append(',');
    }
    csv.append("c1,c2\n");
    for (int row = 0; row < TRAINING_ROWS; row++) {
      for (int i = 0; i < NUMBERS; i++) {
        csv.append(random.nextGaussian()).append(',');
      }
      csv.append('v').append(random.nextInt(5)).append(",v").append(random.nextInt(5)).append('\n');
    }
    try (RowSource source =
        RowFormat.CSV.open(
            new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)))) {
      FitRequest request =
          FitRequest.of(PipelineFile.parse(yaml.formatted(NUMBERS, training)), List.of(source));
      ModelBundle bundle = ModelFitter.fit(request, FitListener.SILENT).bundle();
      int width = bundle.manifest().width();
      scorer = Scorer.open(runtime, bundle);
      rows = new float[BATCH * width];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (float) random.nextGaussian();
      }
      reconstructions = new float[rows.length];
      errors = new double[BATCH];
    }
  }

  /** Frees the network. */
  @TearDown(Level.Trial)
  public void close() {
    scorer.close();
  }

  /** Features to errors. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public double[] score() {
    scorer.score(rows, BATCH, reconstructions, errors);
    return errors;
  }
}
