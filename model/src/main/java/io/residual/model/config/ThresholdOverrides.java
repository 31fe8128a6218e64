package io.residual.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.residual.model.threshold.ThresholdSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Threshold settings in place of a bundle's: what {@code threshold} of a pipeline file would say,
 * of the job's options or a backtest's. The same reader and the same faults as for the file.
 *
 * @param texts by key without {@code threshold.}; what is not given stays as it is
 */
public record ThresholdOverrides(Map<String, String> texts) implements Serializable {

  /** Everything as the bundle says. */
  public static final ThresholdOverrides NONE = new ThresholdOverrides(Map.of());

  /** Copies the map. */
  public ThresholdOverrides {
    texts = new TreeMap<>(texts);
  }

  /**
   * The given settings with these in place. With another method than theirs, what is not given is
   * that method's default.
   *
   * @throws IllegalArgumentException listing every fault
   */
  public ThresholdSettings applyTo(ThresholdSettings settings) {
    List<ConfigFault> faults = new ArrayList<>();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    texts.forEach((key, text) -> node.set(key, scalar(text)));
    ThresholdSettings changed =
        new ThresholdSection(new ConfigSection(node, "threshold", faults)).read(settings, true);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          faults.stream().map(ConfigFault::toString).collect(Collectors.joining("; ")));
    }
    return changed;
  }

  private static JsonNode scalar(String text) {
    try {
      double number = Double.parseDouble(text.strip());
      return number == Math.rint(number) && Math.abs(number) < 1e9
          ? JsonNodeFactory.instance.numberNode((int) number)
          : JsonNodeFactory.instance.numberNode(number);
    } catch (NumberFormatException e) {
      return JsonNodeFactory.instance.textNode(text.strip());
    }
  }
}
