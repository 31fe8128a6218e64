package io.residual.trainer.fit;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.config.ConfigFault;
import io.residual.model.config.InvalidConfigException;
import io.residual.model.config.NetworkSettings;
import io.residual.model.config.PipelineConfig;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.NetworkSpec;
import io.residual.model.record.FieldSpec;
import io.residual.model.score.dl4j.Dl4jNetworks;
import io.residual.model.score.dl4j.NetworkArchive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model to train further: its encoder, its networks, and where their optimisers stood. The
 * encoder stays as it is, because the weights only mean something behind it.
 */
final class WarmStart {

  private static final String REMEDY =
      "train the bundle further with the pipeline file that it was made with, or fit without --from";

  private final ModelBundle bundle;

  private WarmStart(ModelBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * A start from a bundle.
   *
   * @throws InvalidConfigException if the pipeline asks for another schema or network, with every
   *     difference
   */
  static WarmStart of(ModelBundle bundle, PipelineConfig pipeline) throws InvalidConfigException {
    Manifest manifest = bundle.manifest();
    List<ConfigFault> faults = new ArrayList<>();
    fields(manifest.schema().fields(), pipeline.schema().fields(), faults);
    if (faults.isEmpty() && !manifest.schema().equals(pipeline.schema())) {
      faults.add(fault("schema", "its entity or event time differs from the bundle's"));
    }
    for (NetworkSpec network : networks(manifest)) {
      if (!Dl4jNetworks.supports(network)) {
        faults.add(
            fault(
                "training.network",
                "the bundle's network "
                    + network.describe(manifest.width())
                    + " cannot be trained"));
      } else {
        NetworkSettings settings = pipeline.training().network();
        DenseNetwork asked =
            settings.preset() == NetworkSettings.Preset.CLASSIC
                ? DenseNetwork.classic()
                : settings.layers();
        // The others are chosen from the rows and compared then.
        if (asked != null && !network.equals(asked)) {
          faults.add(
              fault(
                  "training.network",
                  "asks for other layers than the bundle's " + network.describe(manifest.width())));
        }
      }
    }
    if (!faults.isEmpty()) {
      // The networks of an ensemble mostly differ in the same way.
      throw new InvalidConfigException("the pipeline", faults.stream().distinct().toList());
    }
    return new WarmStart(bundle);
  }

  private static List<NetworkSpec> networks(Manifest manifest) {
    return manifest.ensemble().members().stream().map(member -> member.network()).toList();
  }

  private static void fields(
      List<FieldSpec> known, List<FieldSpec> asked, List<ConfigFault> faults) {
    if (known.size() != asked.size()) {
      faults.add(
          fault("schema.fields", "has " + asked.size() + " fields, the bundle " + known.size()));
      return;
    }
    for (int i = 0; i < known.size(); i++) {
      if (!known.get(i).equals(asked.get(i))) {
        faults.add(
            fault(
                "schema.fields[" + i + "]",
                "field '"
                    + asked.get(i).name()
                    + "' differs from the bundle's field '"
                    + known.get(i).name()
                    + "'"));
      }
    }
  }

  private static ConfigFault fault(String key, String problem) {
    return new ConfigFault(key, problem, REMEDY);
  }

  FeatureEncoder encoder() {
    return bundle.manifest().encoder();
  }

  /** How many networks the bundle has. */
  int count() {
    return bundle.manifest().ensemble().members().size();
  }

  /** A network, counted from 0; it can be trained. */
  NetworkSpec network(int member) {
    // Checked in of().
    return networks(bundle.manifest()).get(member);
  }

  /**
   * Where a network stood, counted from 0.
   *
   * @throws IOException if the bundle's bytes are damaged
   */
  NetworkState state(int member) throws IOException {
    byte[] archive = bundle.entry(ModelBundle.dl4jEntry(member));
    int count =
        Math.toIntExact(Dl4jNetworks.parameterCount(network(member), bundle.manifest().width()));
    return new NetworkState(
        NetworkArchive.readParameters(archive, count),
        // Adam keeps two numbers for each weight.
        NetworkArchive.readOptimizer(archive, 2 * count).orElse(new float[0]),
        NetworkArchive.readSteps(archive));
  }
}
