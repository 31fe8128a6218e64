package io.residual.job.config;

import io.residual.model.config.ConfigFault;
import io.residual.model.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * Typed access to option texts. Faults are collected, never thrown, so that a user sees all of them
 * at once; a getter that finds a fault returns the default.
 */
final class OptionValues {

  private final Map<String, String> texts;
  private final List<ConfigFault> faults;

  OptionValues(Map<String, String> texts, List<ConfigFault> earlierFaults) {
    this.texts = new TreeMap<>(texts);
    this.faults = new ArrayList<>(earlierFaults);
  }

  <T> T value(JobOption<T> option) {
    return optional(option).orElse(option.defaultValue());
  }

  <T> Optional<T> optional(JobOption<T> option) {
    String text = texts.get(option.key());
    if (text == null) {
      return Optional.empty();
    }
    T value;
    try {
      value = option.type().parse().apply(text.strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      fault(option.key(), "is '" + text + "'", option.type().remedy());
      return Optional.empty();
    }
    if (!option.allowed().test(value)) {
      fault(option.key(), "is " + text, "give a value " + option.range());
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** The text of an option that must be given; empty, with a fault, if it is not. */
  String required(JobOption<String> option, String remedy) {
    if (!texts.containsKey(option.key())) {
      fault(option.key(), "is missing", remedy);
    }
    return optional(option).orElse("");
  }

  boolean has(JobOption<?> option) {
    return texts.containsKey(option.key());
  }

  /** The options of a prefix, without the prefix. */
  Map<String, String> below(String prefix) {
    Map<String, String> below = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), text);
          }
        });
    return below;
  }

  void fault(String key, String problem, String remedy) {
    faults.add(new ConfigFault(key, problem, remedy));
  }

  List<ConfigFault> faults() {
    return faults;
  }

  void refuseUnknownKeys() {
    List<String> known = JobOptions.ALL.stream().map(JobOption::key).toList();
    texts.forEach(
        (key, text) -> {
          if (!known.contains(key) && !key.startsWith(KafkaProperties.PREFIX)) {
            // A password under a mistyped key must not end in a log.
            String shown = GlobalConfiguration.isSensitive(key) ? "" : " (given as '" + text + "')";
            fault(
                key,
                "is no option" + shown,
                Suggestion.nearest(key, known)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("see --help for the options; Kafka's own begin with kafka."));
          }
        });
  }
}
