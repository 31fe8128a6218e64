package io.residual.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.residual.model.ensemble.Combination;
import io.residual.model.ensemble.Ensemble;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code training.augment}, {@code resample}, {@code contamination} and {@code ensemble}. */
final class ImbalanceSection {

  /** Beyond, what is normal? */
  private static final double MAX_CONTAMINATION = 0.5;

  private ImbalanceSection() {}

  static ImbalanceSettings read(ConfigSection training) {
    return new ImbalanceSettings(
        augment(training.section("augment")),
        resample(training),
        contamination(training),
        ensemble(training));
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

  /** Either the number of modes alone, or a mapping. */
  private static ResampleSettings resample(ConfigSection training) {
    ResampleSettings none = ResampleSettings.NONE;
    JsonNode value = training.raw("resample");
    if (value.isMissingNode() || value.isNumber()) {
      int modes = (int) training.integer("resample", 0, 2, ResampleSettings.MAX_MODES);
      return new ResampleSettings(modes, none.strength(), none.limit());
    }
    ConfigSection section = training.section("resample");
    if (!section.has("modes")) {
      section.fault("modes", "is missing", "say how many kinds of rows are told apart");
    }
    ResampleSettings settings =
        new ResampleSettings(
            (int) section.integer("modes", 0, 2, ResampleSettings.MAX_MODES),
            section.number("strength", none.strength(), 0, 1),
            section.number("limit", none.limit(), 1, 1000));
    section.refuseUnknownKeys();
    return settings;
  }

  /** Either the fraction alone, or a mapping. */
  private static ContaminationSettings contamination(ConfigSection training) {
    ContaminationSettings none = ContaminationSettings.NONE;
    JsonNode value = training.raw("contamination");
    if (value.isMissingNode() || value.isNumber()) {
      double fraction = training.number("contamination", 0, 0, MAX_CONTAMINATION);
      return new ContaminationSettings(fraction, none.method(), none.rounds());
    }
    ConfigSection section = training.section("contamination");
    if (!section.has("fraction")) {
      section.fault("fraction", "is missing", "say which part of the rows may be anomalies");
    }
    ContaminationSettings settings =
        new ContaminationSettings(
            section.number("fraction", 0, 0, MAX_CONTAMINATION),
            section.choice(
                "method",
                ConfigSection.named(ContaminationSettings.Method.values()),
                none.method()),
            (int) section.integer("rounds", none.rounds(), 1, 10));
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
