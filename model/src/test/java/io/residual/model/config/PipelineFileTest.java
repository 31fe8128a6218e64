package io.residual.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.ensemble.Combination;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.explain.ExplanationMethod;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.network.Activation;
import io.residual.model.network.LayerSpec;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.FieldType.Categorical.Encoding;
import io.residual.model.record.MissingRule;
import io.residual.model.record.Scaling;
import io.residual.model.record.TimestampFormat;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineFileTest {

  @Test
  void readsEverySetting() throws Exception {
    PipelineConfig config =
        PipelineFile.parse(
            """
            model: {name: presses}
            schema:
              entity: /machine
              eventTime: {pointer: /at, format: epoch-seconds}
              fields:
                - {name: rpm, pointer: /sensors/rpm, type: numeric, scaling: robust, missing: indicator}
                - {name: "p{0..2}", type: numeric, scaling: {type: min-max, min: 0, max: 255}}
                - {name: mode, type: categorical, maxCategories: 5, missing: typical}
                - {name: open, type: boolean}
                - {name: made, type: timestamp, format: dd.MM.yyyy}
                - {name: shape, type: vector, length: 4}
            sequence: {length: 12, maxGap: 5 min}
            training:
              network:
                encoder: [{units: 8, activation: leaky-relu}, {units: 2}]
                decoder: [{units: 20, activation: identity}]
              error: standardized
              epochs: 7
              batchSize: 32
              learningRate: 0.01
              weightDecay: 0.02
              schedule: {type: exponential, factor: 0.9, warmup: 3}
              seed: 9
              patience: 3
              validation: {fraction: 0.3, split: random}
              augment: {noise: 0.1, noiseFeatures: 0.4, mask: 0.2, swap: 0.3, interpolate: 0.5}
              resample: {modes: 8, strength: 0.7, limit: 20}
              contamination: {fraction: 0.05, method: down-weight, rounds: 2}
              ensemble: {members: 5, combination: median, sizes: [0.5, 2], fields: 0.7}
            threshold: {risk: 0.001, quantile: 0.9, window: 100, floor: 0.2}
            explanation: {method: shap, background: 8, budget: 2 s, evaluations: 999}
            """);

    assertThat(config.name()).isEqualTo("presses");
    assertThat(config.schema().entity()).isEqualTo("/machine");
    assertThat(config.window()).isEqualTo(new SequenceWindow(12, 300_000L, 10));
    assertThat(config.schema().eventTime().format()).isEqualTo(TimestampFormat.EPOCH_SECONDS);
    assertThat(config.schema().fields())
        .extracting("name")
        .containsExactly("rpm", "p0", "p1", "p2", "mode", "open", "made", "shape");
    assertThat(config.schema().fields().get(0).missing()).isEqualTo(MissingRule.INDICATOR);
    assertThat(config.schema().fields().get(2).pointer()).isEqualTo("/p1");
    assertThat(config.schema().fields().get(2).type())
        .isEqualTo(new FieldType.Numeric(Scaling.range(0, 255)));
    assertThat(config.training().network().layers().encoder())
        .containsExactly(
            new LayerSpec(8, Activation.LEAKY_RELU), new LayerSpec(2, Activation.RELU));
    assertThat(config.training())
        .extracting("error", "epochs", "batchSize", "learningRate", "seed", "patience", "split")
        .containsExactly(
            ErrorMeasure.Kind.STANDARDIZED, 7, 32, 0.01, 9L, 3, TrainingSettings.Split.RANDOM);
    assertThat(config.training().imbalance())
        .isEqualTo(
            new ImbalanceSettings(
                new AugmentSettings(0.1, 0.4, 0.2, 0.3, 0.5),
                new ResampleSettings(8, 0.7, 20),
                new ContaminationSettings(0.05, ContaminationSettings.Method.DOWN_WEIGHT, 2),
                new EnsembleSettings(5, Combination.MEDIAN, List.of(0.5, 2.0), 0.7)));
    assertThat(config.training().weightDecay()).isEqualTo(0.02);
    assertThat(config.training().schedule())
        .isEqualTo(new LearningRateSchedule(new LearningRateSchedule.Decay.Exponential(0.9), 3));
    assertThat(config.explanation())
        .isEqualTo(new ExplanationSettings(ExplanationMethod.SHAP, 8, 2000, 999));
    assertThat(config.threshold())
        .isEqualTo(
            new ThresholdSettings(
                ThresholdSettings.Method.PEAKS,
                0.001,
                0.9,
                100,
                0.2,
                null,
                null,
                null,
                ThresholdSettings.DEFAULT_IDLE_MILLIS,
                null));
  }

  @Test
  void aNameAndOneFieldAreEnough() throws Exception {
    PipelineConfig config =
        PipelineFile.parse("{model: {name: m}, schema: {fields: [{name: x, type: numeric}]}}");

    assertThat(config.threshold()).isEqualTo(ThresholdSettings.DEFAULT);
    assertThat(config.explanation()).isEqualTo(ExplanationSettings.DEFAULT);
    assertThat(config.training().network()).isEqualTo(NetworkSettings.AUTO);
    assertThat(config.training().split()).isEqualTo(TrainingSettings.Split.RANDOM);
    assertThat(config.training().imbalance()).isEqualTo(ImbalanceSettings.NONE);
  }

  @Test
  void readsScalingsEncodingsAndTexts() throws Exception {
    List<FieldType> types =
        PipelineFile.parse(
                """
                model: {name: m}
                schema:
                  fields:
                    - {name: a, type: numeric, scaling: log}
                    - {name: b, type: numeric, scaling: quantile}
                    - {name: c, type: vector, length: 2, scaling: auto}
                    - {name: d, type: categorical}
                    - {name: e, type: categorical, maxCategories: 9}
                    - {name: f, type: categorical, encoding: hash, features: 48}
                    - {name: g, type: categorical, encoding: frequency}
                    - {name: h, type: categorical, encoding: auto, maxCategories: 20, features: 8}
                    - {name: i, type: text}
                    - {name: j, type: text, features: 32, minGram: 2, maxGram: 2, digits: distinct, examples: 0}
                    - {name: k, type: text, minGram: 6}
                """)
            .schema()
            .fields()
            .stream()
            .map(FieldSpec::type)
            .toList();

    assertThat(types)
        .containsExactly(
            new FieldType.Numeric(Scaling.of(Scaling.Method.LOG)),
            new FieldType.Numeric(Scaling.of(Scaling.Method.QUANTILE)),
            new FieldType.Vector(2, Scaling.of(Scaling.Method.AUTO)),
            FieldType.Categorical.of(Encoding.AUTO),
            new FieldType.Categorical(9),
            new FieldType.Categorical(Encoding.HASH, 64, 48),
            new FieldType.Categorical(Encoding.FREQUENCY, 10_000, 32),
            new FieldType.Categorical(Encoding.AUTO, 20, 8),
            FieldType.Text.DEFAULT,
            new FieldType.Text(32, 2, 2, false, 0),
            new FieldType.Text(64, 6, 6, true, 16));
  }

  @Test
  void theDefaultNetworkBringsItsOwnRecipe() throws Exception {
    TrainingSettings training = training("{}");

    assertThat(training.network()).isEqualTo(NetworkSettings.AUTO);
    assertThat(training)
        .extracting("error", "epochs", "batchSize", "learningRate", "patience")
        .containsExactly(ErrorMeasure.Kind.FIELD_MEAN, 0, 64, 0.003, 0);
    assertThat(training.schedule().decay()).isInstanceOf(LearningRateSchedule.Decay.Cosine.class);
  }

  @Test
  void anEnsembleIsOfBottleneckNetworksUnlessTheNetworkIsNamed() throws Exception {
    assertThat(training("{ensemble: 3}").network()).isEqualTo(NetworkSettings.BOTTLENECK);
    assertThat(training("{ensemble: 3, network: classic}").network())
        .isEqualTo(NetworkSettings.CLASSIC);
  }

  @Test
  void theVariationalNetworkHasSettingsOfItsOwn() throws Exception {
    NetworkSettings plain = training("{network: variational}").network();
    assertThat(plain.preset()).isEqualTo(NetworkSettings.Preset.VARIATIONAL);
    assertThat(plain.beta()).isEqualTo(NetworkSettings.BETA);
    assertThat(training("{network: {kind: variational}}").network()).isEqualTo(plain);
    NetworkSettings set = training("{network: {kind: variational, code: 3, beta: 2}}").network();
    assertThat(set.code()).isEqualTo(3);
    assertThat(set.beta()).isEqualTo(2);
  }

  private static TrainingSettings training(String section) throws InvalidConfigException {
    return PipelineFile.parse(
            "{model: {name: m}, schema: {fields: [{name: x, type: numeric}]}, training: "
                + section
                + "}")
        .training();
  }

  @Test
  void theClassicPresetBringsItsOwnRecipe() throws Exception {
    TrainingSettings training =
        PipelineFile.parse(
                """
                model: {name: m}
                schema: {fields: [{name: "p{0..783}", type: numeric}]}
                training: {network: classic}
                """)
            .training();

    assertThat(training)
        .extracting("epochs", "batchSize", "patience", "error", "learningRate")
        .containsExactly(50, 256, 0, ErrorMeasure.Kind.SQUARED, 0.001);
  }

  @Test
  void windowsAreSplitInTheOrderOfTheRows() throws Exception {
    String yaml = "{model: {name: a}, schema: {fields: [{name: x, type: numeric}]}";
    assertThat(PipelineFile.parse(yaml + "}").training().split())
        .isEqualTo(TrainingSettings.Split.RANDOM);
    assertThat(PipelineFile.parse(yaml + ", sequence: {length: 5}}").training().split())
        .isEqualTo(TrainingSettings.Split.LAST);
  }
}
