package io.residual.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.model.ensemble.Combination;
import io.residual.model.ensemble.Ensemble;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code training.augment} and {@code training.ensemble}. */
final class ImbalanceSection {

  private ImbalanceSection() {}

  static ImbalanceSettings read(ConfigSection training) {
    return new ImbalanceSettings(augment(training.section("augment")), ensemble(training));
  }

  private static AugmentSettings augment(ConfigSection section) {
    AugmentSettings settings =
        new AugmentSettings(
            section.number("noise", 0, 0, 10),
            section.number("noiseFeatures", 1, 0.01, 1),
            section.number("mask", 0, 0, 0.95),
            section.number("swap", 0, 0, 0.95),
            section.number("interpolate", 0, 0, 10));
    section.refuseUnknownKeys();
    return settings;
  }

  /** Either the number of members alone, or a mapping. */
  private static EnsembleSettings ensemble(ConfigSection training) {
    EnsembleSettings single = EnsembleSettings.SINGLE;
    JsonNode value = training.raw("ensemble");
    if (value.isMissingNode() || value.isNumber()) {
      int members = members(training, "ensemble");
      return new EnsembleSettings(members, single.combination(), single.sizes(), single.fields());
    }
    ConfigSection section = training.section("ensemble");
    if (!section.has("members")) {
      section.fault("members", "is missing", "say how many networks judge together");
    }
    EnsembleSettings settings =
        new EnsembleSettings(
            members(section, "members"),
            section.choice(
                "combination", ConfigSection.named(Combination.values()), Combination.MEAN),
            sizes(section),
            section.number("fields", 1, 0.01, 1));
    section.refuseUnknownKeys();
    return settings;
  }

  private static int members(ConfigSection section, String key) {
    return (int) section.integer(key, 1, 1, Ensemble.MAX_MEMBERS);
  }

  private static List<Double> sizes(ConfigSection section) {
    JsonNode list = section.raw("sizes");
    List<Double> sizes = new ArrayList<>();
    boolean sound = list.isArray() && !list.isEmpty();
    for (int i = 0; sound && i < list.size(); i++) {
      double size = list.get(i).asDouble();
      sound = list.get(i).isNumber() && size >= 0.01 && size <= EnsembleSettings.MAX_SIZE;
      sizes.add(size);
    }
    if (!sound) {
      if (!list.isMissingNode()) {
        section.fault(
            "sizes",
            "is " + (list.isArray() ? list : ConfigSection.describe(list)),
            "write a list of numbers from 0.01 to " + EnsembleSettings.MAX_SIZE);
      }
      return EnsembleSettings.SINGLE.sizes();
    }
    return sizes;
  }
}
