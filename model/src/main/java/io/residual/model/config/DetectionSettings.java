package io.residual.model.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.policy.AlertSettings;
import io.residual.model.record.RecordSchema;
import io.residual.model.threshold.ThresholdSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings that decide which records raise alerts.
 *
 * @param threshold when an error is too large
 * @param alerts which records above their threshold raise an alert
 */
public record DetectionSettings(ThresholdSettings threshold, AlertSettings alerts) {

  /**
   * The same with some settings changed.
   *
   * @param overrides values as in the pipeline file by its keys, such as {@code threshold.risk}
   * @param schema of the records
   * @throws InvalidConfigException listing every fault
   */
  public DetectionSettings with(Map<String, String> overrides, RecordSchema schema)
      throws InvalidConfigException {
    List<ConfigFault> faults = new ArrayList<>();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    overrides.forEach((key, value) -> put(document, key, value, faults));
    ConfigSection root = new ConfigSection(document, "", faults);
    boolean timed = schema.eventTimePlace().isPresent();
    ThresholdSettings changed =
        new ThresholdSection(root.section("threshold")).read(threshold, timed);
    AlertSettings policy = new AlertsSection(root.section("alerts")).read(alerts, schema.fields());
    root.refuseUnknownKeys();
    if (!faults.isEmpty()) {
      throw new InvalidConfigException("this choice of settings", faults);
    }
    return new DetectionSettings(changed, policy);
  }

  private static void put(ObjectNode document, String key, String value, List<ConfigFault> faults) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      faults.add(
          new ConfigFault(key, "is no setting", "write section and name, such as threshold.risk"));
      return;
    }
    try {
      document
          .withObject("/" + key.substring(0, dot))
          .set(key.substring(dot + 1), PipelineFile.YAML.readTree(value));
    } catch (JsonProcessingException e) {
      faults.add(new ConfigFault(key, "is '" + value + "'", "write it as in the pipeline file"));
    }
  }
}
