package io.residual.model.config;

import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.Activation;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the {@code training} section. */
final class TrainingSection {

  private static final Map<String, Activation> ACTIVATIONS =
      ConfigSection.named(Activation.values());
  private static final Map<String, ErrorMeasure.Kind> ERRORS =
      ConfigSection.named(ErrorMeasure.Kind.values());
  private static final Map<String, TrainingSettings.Split> SPLITS =
      ConfigSection.named(TrainingSettings.Split.values());

  /** Presets that take settings of their own. */
  private static final Map<String, NetworkSettings.Preset> KINDS =
      new TreeMap<>(
          Map.of(
              "multimodal", NetworkSettings.Preset.MULTIMODAL,
              "variational", NetworkSettings.Preset.VARIATIONAL));

  private static final LearningRateSchedule AUTO_SCHEDULE =
      new LearningRateSchedule(new LearningRateSchedule.Decay.Cosine(0.01), 0);

  private final ConfigSection section;

  TrainingSection(ConfigSection section) {
    this.section = section;
  }

  /**
   * The settings.
   *
   * @param ordered whether records have an event time, so that the last ones are the latest
   */
  TrainingSettings read(boolean ordered) {
    NetworkSettings network = network();
    boolean classic = network.preset() == NetworkSettings.Preset.CLASSIC;
    boolean auto = network.preset() == NetworkSettings.Preset.AUTO;
    ConfigSection validation = section.section("validation");
    TrainingSettings settings =
        new TrainingSettings(
            network,
            section.choice(
                "error",
                ERRORS,
                classic
                    ? ErrorMeasure.Kind.SQUARED
                    : auto ? ErrorMeasure.Kind.FIELD_MEAN : ErrorMeasure.Kind.STANDARDIZED),
            (int) section.integer("epochs", auto ? 0 : classic ? 50 : 200, 1, 1_000_000),
            (int) section.integer("batchSize", auto ? 64 : 256, 1, 1_000_000),
            section.number("learningRate", auto ? 0.003 : classic ? 0.001 : 0.005, 1e-9, 10),
            auto && !section.has("schedule") ? AUTO_SCHEDULE : ScheduleSection.read(section),
            section.number("weightDecay", 0, 0, 1),
            section.integer("seed", 42, Long.MIN_VALUE, Long.MAX_VALUE),
            (int) section.integer("patience", classic || auto ? 0 : 20, 0, 1_000_000),
            validation.number("fraction", 0.2, 0.01, 0.9),
            validation.choice(
                "split",
                SPLITS,
                ordered ? TrainingSettings.Split.LAST : TrainingSettings.Split.RANDOM),
            ImbalanceSection.read(section));
    validation.refuseUnknownKeys();
    section.refuseUnknownKeys();
    return settings;
  }

  private NetworkSettings network() {
    if (!section.raw("network").isObject()) {
      Map<String, NetworkSettings> presets = new LinkedHashMap<>();
      presets.put("auto", NetworkSettings.AUTO);
      presets.put("bottleneck", NetworkSettings.BOTTLENECK);
      presets.put("classic", NetworkSettings.CLASSIC);
      KINDS.forEach((name, preset) -> presets.put(name, NetworkSettings.of(preset)));
      boolean ensemble = section.has("ensemble");
      NetworkSettings chosen =
          section.choice(
              "network", presets, ensemble ? NetworkSettings.BOTTLENECK : NetworkSettings.AUTO);
      if (ensemble && chosen.equals(NetworkSettings.AUTO)) {
        section.fault(
            "ensemble",
            "is given, but the network auto is an ensemble of its own",
            "leave ensemble out, or set network to bottleneck or to a list of layers");
      }
      return chosen;
    }
    ConfigSection network = section.section("network");
    return network.has("kind") ? kind(network) : listed(network);
  }

  private static NetworkSettings kind(ConfigSection network) {
    NetworkSettings.Preset preset =
        network.choice("kind", KINDS, NetworkSettings.Preset.VARIATIONAL);
    NetworkSettings settings =
        new NetworkSettings(
            preset,
            null,
            (int) network.integer("code", 0, 1, 1_000_000),
            preset == NetworkSettings.Preset.VARIATIONAL
                ? network.number("beta", NetworkSettings.BETA, 1e-9, 1e9)
                : NetworkSettings.BETA);
    network.refuseUnknownKeys();
    return settings;
  }

  private static NetworkSettings listed(ConfigSection network) {
    List<LayerSpec> encoder = layers(network, "encoder");
    List<LayerSpec> decoder = layers(network, "decoder");
    network.refuseUnknownKeys();
    if (encoder.isEmpty() || decoder.isEmpty()) {
      network.fault(
          "",
          "has no complete network",
          "list encoder and decoder layers, {units: …, activation: …}");
      return NetworkSettings.AUTO;
    }
    return NetworkSettings.of(new DenseNetwork(encoder, decoder));
  }

  private static List<LayerSpec> layers(ConfigSection network, String key) {
    List<LayerSpec> layers = new ArrayList<>();
    for (ConfigSection layer : network.sections(key)) {
      if (!layer.has("units")) {
        layer.fault("units", "is missing", "say how many outputs the layer has");
      }
      int units = (int) layer.integer("units", 1, 1, 1_000_000);
      layers.add(new LayerSpec(units, layer.choice("activation", ACTIVATIONS, Activation.RELU)));
      layer.refuseUnknownKeys();
    }
    return layers;
  }
}
