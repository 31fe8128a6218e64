package io.residual.job.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.residual.model.config.ConfigFault;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads options from a file: properties, or YAML with dotted keys, nested ones, or both. Lists
 * become texts with commas.
 */
final class ConfigFile {

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final Map<String, String> options = new HashMap<>();
  private final List<ConfigFault> faults;

  private ConfigFile(List<ConfigFault> faults) {
    this.faults = faults;
  }

  /** The options in the file; what is wrong with it is added to the faults. */
  static Map<String, String> read(Path path, List<ConfigFault> faults) {
    ConfigFile file = new ConfigFile(faults);
    try {
      String text = Files.readString(path, StandardCharsets.UTF_8);
      if (path.toString().endsWith(".properties")) {
        file.properties(text);
      } else {
        file.flatten("", YAML.readTree(text));
      }
    } catch (JsonProcessingException e) {
      file.fault("config", path + " is no YAML: " + e.getMessage(), "mend the syntax there");
    } catch (IOException | IllegalArgumentException e) {
      file.fault("config", path + " cannot be read: " + e, "give a readable file in UTF-8");
    }
    return file.options;
  }

  private void properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    properties.forEach((key, value) -> put(key.toString(), value.toString()));
  }

  private void flatten(String path, JsonNode node) {
    if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.properties().forEach(e -> flatten(prefix + e.getKey(), e.getValue()));
    } else if (node.isArray()) {
      List<String> elements = new ArrayList<>();
      node.forEach(element -> elements.add(element.asText()));
      put(path, String.join(",", elements));
    } else if (!path.isEmpty() && !node.isNull()) {
      put(path, node.asText());
    } else if (path.isEmpty() && !node.isMissingNode() && !node.isNull()) {
      fault("config", "holds '" + node.asText() + "'", "write key: value pairs");
    }
  }

  private void put(String key, String value) {
    if (options.putIfAbsent(key, value) != null) {
      fault(key, "is in the file twice", "write it once, dotted or nested");
    }
  }

  private void fault(String key, String problem, String remedy) {
    faults.add(new ConfigFault(key, problem, remedy));
  }
}
