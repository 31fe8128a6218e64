package io.residual.model.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.policy.AlertSettings;
import io.residual.model.record.RecordSchema;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads pipeline files: YAML, unknown keys refused, all faults reported at once. */
public final class PipelineFile {

  static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private PipelineFile() {}

  /**
   * Reads a file.
   *
   * @throws InvalidConfigException listing every fault
   */
  public static PipelineConfig read(Path file) throws InvalidConfigException {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (NoSuchFileException e) {
      throw single(file.toString(), "cannot be read: there is no such file", "check the path");
    } catch (IOException e) {
      throw single(
          file.toString(), "cannot be read: " + reason(file, e), "give a readable file in UTF-8");
    }
  }

  /**
   * Reads a text.
   *
   * @throws InvalidConfigException listing every fault
   */
  public static PipelineConfig parse(String yaml) throws InvalidConfigException {
    return parse(yaml, "the pipeline");
  }

  private static PipelineConfig parse(String yaml, String origin) throws InvalidConfigException {
    JsonNode document;
    try {
      document = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw single(origin, "is no YAML: " + place(e), "mend the syntax at that place");
    }
    List<ConfigFault> faults = new ArrayList<>();
    ConfigSection root =
        new ConfigSection(document == null ? MissingNode.getInstance() : document, "", faults);
    ConfigSection model = root.section("model");
    String name = model.requiredText("name", "name the model; alerts carry the name");
    model.refuseUnknownKeys();
    Optional<RecordSchema> schema = new SchemaSection(root.section("schema")).read();
    boolean timed = schema.flatMap(RecordSchema::eventTimePlace).isPresent();
    SequenceWindow window =
        new SequenceSection(root.section("sequence")).read(timed || schema.isEmpty());
    boolean ordered = timed || !window.single();
    TrainingSettings training = new TrainingSection(root.section("training")).read(ordered);
    ThresholdSettings threshold =
        new ThresholdSection(root.section("threshold"))
            .read(
                window.single() ? ThresholdSettings.DEFAULT : ThresholdSettings.PEAKS,
                timed || schema.isEmpty());
    AlertSettings alerts = alerts(root.section("alerts"), schema, window);
    ExplanationSettings explanation = new ExplanationSection(root.section("explanation")).read();
    root.refuseUnknownKeys();
    if (!faults.isEmpty() || schema.isEmpty()) {
      throw new InvalidConfigException(origin, faults);
    }
    return new PipelineConfig(name, schema.get(), window, training, threshold, alerts, explanation);
  }

  private static String reason(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof CharacterCodingException ? "it is not in UTF-8" : e.toString();
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String problem = e.getOriginalMessage();
    return at == null
        ? problem
        : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + problem;
  }

  /**
   * Incidents are of something that goes on: an entity, or a series. Records that are neither, such
   * as payments, have nothing to do with one another.
   */
  private static AlertSettings alerts(
      ConfigSection section, Optional<RecordSchema> schema, SequenceWindow window) {
    boolean goesOn = !window.single() || schema.flatMap(RecordSchema::entityPointer).isPresent();
    return new AlertsSection(section)
        .read(
            goesOn ? AlertSettings.SERIES : AlertSettings.INDEPENDENT,
            schema.map(RecordSchema::fields).orElse(List.of()));
  }

  private static InvalidConfigException single(String origin, String problem, String remedy) {
    return new InvalidConfigException(origin, List.of(new ConfigFault("file", problem, remedy)));
  }
}
