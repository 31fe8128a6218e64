package io.residual.model.config;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.residual.model.config.LearningRateSchedule.Decay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads {@code training.schedule}: the name of a schedule, or a mapping with its numbers. */
final class ScheduleSection {

  /** A smaller factor would be no rate at all, a larger one no decay. */
  private static final double MIN_FACTOR = 1e-6;

  private static final Map<String, Function<ConfigSection, Decay>> TYPES = types();

  private ScheduleSection() {}

  static LearningRateSchedule read(ConfigSection training) {
    if (!training.raw("schedule").isObject()) {
      Function<ConfigSection, Decay> type =
          training.choice("schedule", TYPES, TYPES.get("constant"));
      return new LearningRateSchedule(type.apply(withoutKeys()), 0);
    }
    ConfigSection section = training.section("schedule");
    if (!section.has("type")) {
      section.fault("type", "is missing", "choose one of " + String.join(", ", TYPES.keySet()));
      return LearningRateSchedule.CONSTANT;
    }
    Decay decay = section.choice("type", TYPES, TYPES.get("constant")).apply(section);
    int warmup = (int) section.integer("warmup", 0, 0, 1_000_000);
    section.refuseUnknownKeys();
    return new LearningRateSchedule(decay, warmup);
  }

  /** Gives every number its default. */
  private static ConfigSection withoutKeys() {
    return new ConfigSection(MissingNode.getInstance(), "schedule", new ArrayList<>());
  }

  private static Map<String, Function<ConfigSection, Decay>> types() {
    Map<String, Function<ConfigSection, Decay>> types = new LinkedHashMap<>();
    types.put("constant", section -> new Decay.Constant());
    types.put(
        "step", section -> new Decay.Step(factor(section, 0.5), epochs(section, "every", 30)));
    types.put("exponential", section -> new Decay.Exponential(factor(section, 0.98)));
    types.put("cosine", section -> new Decay.Cosine(end(section)));
    types.put(
        "plateau",
        section ->
            new Decay.Plateau(factor(section, 0.5), epochs(section, "patience", 5), end(section)));
    return types;
  }

  private static double factor(ConfigSection section, double otherwise) {
    return section.number("factor", otherwise, MIN_FACTOR, 1);
  }

  private static int epochs(ConfigSection section, String key, int otherwise) {
    return (int) section.integer(key, otherwise, 1, 1_000_000);
  }

  private static double end(ConfigSection section) {
    return section.number("end", 0.01, MIN_FACTOR, 1);
  }
}
