package io.residual.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pipeline file may not say, and what its author is told. */
class PipelineFileFaultsTest {

  private static InvalidConfigException refusal(String yaml) {
    InvalidConfigException refusal =
        catchThrowableOfType(InvalidConfigException.class, () -> PipelineFile.parse(yaml));
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  @Test
  void reportsAllFaultsAtOnceWithKeyValueAndRemedy() {
    InvalidConfigException refusal =
        refusal(
            """
            modle: {name: m}
            schema:
              entity: machine
              eventTime: {format: epoch-weeks}
              fields:
                - {name: a, type: nummeric}
                - {name: b, type: numeric, scaling: {type: min-max, min: 3, max: 1}}
                - {name: b, type: numeric}
                - {type: vector}
                - {name: c, type: boolean, lenght: 3}
            training: {epochs: 0, batchSize: many, validation: {fraction: 2}}
            threshold: {risk: 0.5}
            explanation: {method: lime, background: 0, budget: 2 min, evaluations: 0, speed: 1}
            """);

    assertThat(refusal.faults())
        .extracting(ConfigFault::key)
        .containsExactlyInAnyOrder(
            "modle",
            "model.name",
            "schema.entity",
            "schema.eventTime.pointer",
            "schema.eventTime.format",
            "schema.fields[0].type",
            "schema.fields[1].scaling.min",
            "schema.fields[2].name",
            "schema.fields[3].name",
            "schema.fields[3].length",
            "schema.fields[4].lenght",
            "training.epochs",
            "training.batchSize",
            "training.validation.fraction",
            "threshold.risk",
            "explanation.budget",
            "explanation.evaluations",
            "explanation.speed",
            "explanation.background");
    assertThat(refusal)
        .hasMessageContaining("19 faults")
        .hasMessageContaining("did you mean 'model'?")
        .hasMessageContaining("'nummeric' (did you mean 'numeric'?)")
        .hasMessageContaining("is 'many'; write a whole number from 1 to 1000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | model.name",
        "[1, 2] | write key: value pairs",
        "'{a: 1, a: 2}' | is no YAML",
        "'{' | is no YAML",
        "'{model: {name: m}, schema: {fields: {name: x}}}' | write a list",
        "'{model: {name: m}, schema: {fields: [{name: \"a{3..1}\", type: numeric}]}}' | ascend",
        "'{model: {name: m}, schema: {fields: [{name: \"f{1..}\", type: numeric}]}}' | range {1..}",
        "'{model: {name: m}, schema: {fields: [{name: \"f{1..3\", type: numeric}]}}' | range {1..3",
        "'{model: {name: m}, schema: {eventTime: {pointer: /t, format: yyyy-MM},"
            + " fields: [{name: x, type: numeric}]}}' | no date can be read",
        "'{model: {name: m}, schema: {fields: [{name: x, type: timestamp, format: YYYY-qq}]}}'"
            + " | fields[0].format",
        "'{model: {name: m}, schema: {fields: [{name: x, type: nope}, {name: x, type: boolean}]}}'"
            + " | 'x' is used twice",
        "'{model: {name: m}, schema: {fields: [{name: x, type: categorical, features: 9,"
            + " encoding: one-hot}]}}' | fields[0].features: is no setting",
        "'{model: {name: m}, schema: {fields: [{name: x, type: categorical, maxCategories: 9,"
            + " encoding: hash}]}}' | goes with no hash encoding",
        "'{model: {name: m}, schema: {fields: [{name: x, type: text, minGram: 4, maxGram: 2}]}}'"
            + " | is 2, less than minGram 4",
        "'{model: {name: m},\n  schema: ]}' | line 2, column",
        "'{model: {name: m}, schema: {fields: [{name: \"a{1..9}\", pointer: /b, type: boolean}]}}'"
            + " | another number of places",
        "'{model: {name: m}, schema: {fields: [{name: x, type: numeric}]}, training: {network: x}}'"
            + " | choose one of auto, bottleneck, classic, multimodal, variational",
      })
  void refusesOddFilesWithAReason(String yaml, String message) {
    assertThat(refusal(yaml)).hasMessageContaining(message).hasMessageNotContaining("Source:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network: {kind: dense}|training.network.kind: is 'dense'; choose one of",
        "network: {kind: variational, code: 0}|training.network.code: is 0",
        "network: {kind: variational, beta: 0}|training.network.beta: is 0",
        "network: {kind: variational, latent: 3}|training.network.latent",
        "network: {kind: multimodal, beta: 1}|training.network.beta: is no setting",
        "augment: {noise: -1}|augment.noise: is -1",
        "augment: {mask: 1}|augment.mask: is 1",
        "augment: {swop: 0.1}|did you mean 'swap'?",
        "resample: 1|resample: is 1",
        "resample: {strength: 2}|resample.modes: is missing",
        "resample: {modes: 4, strength: 2}|resample.strength: is 2",
        "contamination: 0.6|contamination: is 0.6",
        "contamination: {method: trim}|contamination.fraction: is missing",
        "contamination: {fraction: 0.1, method: drop}|choose one of trim, down-weight",
        "ensemble: 0|ensemble: is 0",
        "'ensemble: 3, network: auto'|set network to bottleneck",
        "augment: {noiseFeatures: 2}|augment.noiseFeatures: is 2",
        "ensemble: many|write key: value pairs",
        "ensemble: {combination: max}|ensemble.members: is missing",
        "ensemble: {members: 2, combination: max}|choose one of mean, median, maximum",
        "ensemble: {members: 2, sizes: 3}|ensemble.sizes: is 3; write a list",
        "'ensemble: {members: 2, sizes: [1, 0]}'|ensemble.sizes: is [1,0]; write a list",
        "ensemble: {members: 2, fields: 0}|ensemble.fields: is 0",
      })
  void refusesOddTrainingSettings(String training, String message) {
    assertThat(
            refusal(
                "model: {name: m}\nschema: {fields: [{name: x, type: numeric}]}\ntraining: {"
                    + training
                    + "}"))
        .hasMessageContaining(message);
  }

  @Test
  void namesAFileThatCannotBeRead() {
    InvalidConfigException refusal =
        catchThrowableOfType(
            InvalidConfigException.class, () -> PipelineFile.read(Path.of("no-such.yaml")));

    assertThat(refusal)
        .hasMessageContaining("no-such.yaml")
        .hasMessageContaining("cannot be read: there is no such file")
        .hasMessageNotContaining("Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {length: 0}                 | sequence.length: is 0; write a whole number from 1 to 1024
          {length: 2000}              | sequence.length: is 2000; write a whole number from 1 to 1024
          {length: 5, maxgap: 1 h}    | sequence.maxgap: is no setting; did you mean 'maxGap'?
          {length: 5, maxGap: 5}      | sequence.maxGap: is 5; write a number above 0 and a unit: ms, s, min, h or d
          {length: 5, maxGap: 0 s}    | sequence.maxGap: is '0 s'; write a number above 0 and a unit: ms, s, min, h or d
          {length: 5, maxGap: 1 year} | sequence.maxGap: is '1 year'; write a number above 0 and a unit: ms, s, min, h or d
          {length: 5, maxGap: 10 s}   | sequence.maxGap: is given, but the schema has no event time; declare schema.eventTime, or leave it out
          {maxGap: 10 s}              | sequence.maxGap: is given without a window; give a length of 2 or more as well
          """)
  void refusesWindowsThatCannotBe(String sequence, String fault) {
    InvalidConfigException refusal =
        refusal(
            "{model: {name: a}, schema: {fields: [{name: x, type: numeric}]}, sequence: "
                + sequence
                + "}");
    assertThat(refusal.faults()).extracting(ConfigFault::toString).containsExactly(fault);
  }
}
