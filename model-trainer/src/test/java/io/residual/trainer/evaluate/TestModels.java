package io.residual.trainer.evaluate;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.PipelineFile;
import io.residual.trainer.data.AnomalyLabel;
import io.residual.trainer.data.RowFormat;
import io.residual.trainer.data.RowSource;
import io.residual.trainer.fit.FitListener;
import io.residual.trainer.fit.FitRequest;
import io.residual.trainer.fit.ModelFitter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Small models of made-up rows: two entities, two numbers that go together, a category. */
final class TestModels {

  private static final String PIPELINE =
      """
      model: {name: pumps}
      schema:
        entity: /pump
        eventTime: {pointer: /at, format: epoch-millis}
        fields:
          - {name: flow, type: numeric}
          - {name: power, type: numeric}
          - {name: mode, type: categorical}
          %s
      training:
        epochs: %d
        batchSize: 64
        network:
          encoder: [{units: 8, activation: tanh}, {units: 2, activation: identity}]
          decoder: [{units: 8, activation: tanh}, {units: %d, activation: identity}]
      # Events follow one another within a hundred records.
      alerts: {coolDown: 20 records}
      """;

  static final String VIBRATION = "- {name: vibration, type: numeric, missing: indicator}";

  private TestModels() {}

  /** CSV rows a minute apart; anomalies break the link of flow and power for ten rows. */
  static String rows(int count, long seed, boolean anomalies) {
    return rows(count, seed, anomalies, true);
  }

  /** As above, but with numbers that have nothing to do with each other. */
  static String unlinkedRows(int count, long seed) {
    return rows(count, seed, false, false);
  }

  private static String rows(int count, long seed, boolean anomalies, boolean linked) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("pump,at,flow,power,mode,vibration,label\n");
    for (int i = 0; i < count; i++) {
      for (String pump : new String[] {"a", "b"}) {
        boolean anomalous = anomalies && pump.equals("b") && i % 100 >= 90;
        double flow = Math.sin(i / 20.0) + 0.05 * random.nextGaussian();
        double base = linked ? 2 * flow : 1.4 * random.nextGaussian();
        double power = base + 0.05 * random.nextGaussian() + (anomalous ? 2 : 0);
        csv.append(pump).append(',').append(60_000L * i).append(',');
        csv.append(flow).append(',').append(power).append(',');
        csv.append(random.nextInt(10) == 0 ? "idle" : "run").append(',');
        csv.append(random.nextInt(20) == 0 ? "" : random.nextGaussian()).append(',');
        csv.append(anomalous ? 1 : 0).append('\n');
      }
    }
    return csv.toString();
  }

  static RowSource source(String csv) throws Exception {
    return RowFormat.CSV.open(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }

  static ModelBundle fit(String pipeline, String csv) throws Exception {
    try (RowSource source = source(csv)) {
      return ModelFitter.fit(
              FitRequest.of(PipelineFile.parse(pipeline), List.of(source)), FitListener.SILENT)
          .bundle();
    }
  }

  static ModelBundle fit(int epochs) throws Exception {
    return fit(pipeline(VIBRATION, epochs, 7), rows(1500, 1, false));
  }

  /**
   * A pipeline of two numbers, a category of two values, and a field.
   *
   * @param field its declaration, or nothing
   * @param features of all fields together
   */
  static String pipeline(String field, int epochs, int features) {
    return PIPELINE.formatted(field, epochs, features);
  }

  static Evaluator.Options options(boolean labelled, Evaluator.Planting planting) {
    return new Evaluator.Options(
        labelled ? Optional.of(new AnomalyLabel("label")) : Optional.empty(),
        RowOrder.AUTO,
        planting,
        0.05,
        new Sampling(1, 200, 0.95));
  }

  static Evaluation evaluate(ModelBundle bundle, String csv, Evaluator.Options options)
      throws Exception {
    try (RowSource source = source(csv)) {
      return new Evaluator(options, EvaluationListener.SILENT).evaluate(bundle, List.of(source));
    }
  }
}
