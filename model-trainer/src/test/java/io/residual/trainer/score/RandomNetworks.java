package io.residual.trainer.score;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.encode.EncoderFitter;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.ensemble.Combination;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.ensemble.Member;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.explain.ExplanationSettings;
import io.residual.model.network.Activation;
import io.residual.model.network.ColumnSpan;
import io.residual.model.network.DenseNetwork;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.NetworkSpec;
import io.residual.model.network.OutputHead;
import io.residual.model.policy.AlertSettings;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.score.dl4j.DenseNetworks;
import io.residual.model.score.dl4j.Dl4jNetworks;
import io.residual.model.score.dl4j.NativeThreads;
import io.residual.model.score.dl4j.NetworkArchive;
import io.residual.model.sequence.SequenceWindow;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.trainer.fit.OnnxExporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.learning.config.NoOp;

/** Bundles of networks with random shapes and weights, and random rows for them. */
final class RandomNetworks {

  private static final Activation[] ACTIVATIONS = Activation.values();

  private static final Activation[] HEADS = {
    Activation.IDENTITY, Activation.SIGMOID, Activation.SOFTMAX
  };

  private RandomNetworks() {}

  /** A network over 1 to 120 features: of 2 to 7 layers for odd seeds, multimodal for even ones. */
  static ModelBundle bundle(long seed) {
    return ensemble(seed, 1);
  }

  /** As many such networks in one bundle, of both kinds in turn. */
  static ModelBundle ensemble(long seed, int members) {
    Random random = new Random(seed);
    int features = 1 + random.nextInt(120);
    List<NetworkSpec> specs = new ArrayList<>();
    for (int m = 0; m < members; m++) {
      specs.add((seed + m) % 2 == 0 ? multimodal(random, features) : spec(random, features));
    }
    return bundle(specs, features, random);
  }

  static ModelBundle bundle(NetworkSpec spec, int features, Random random) {
    return bundle(List.of(spec), features, random);
  }

  private static ModelBundle bundle(List<NetworkSpec> specs, int features, Random random) {
    NativeThreads.useOne();
    List<Model> networks = new ArrayList<>();
    Map<String, byte[]> entries = new HashMap<>();
    for (NetworkSpec spec : specs) {
      Model network =
          Dl4jNetworks.network(
              spec,
              features,
              new NoOp(),
              0,
              spec instanceof MultimodalNetwork multimodal
                  ? weights(multimodal, random)
                  : weights(spec.dense(), features, random));
      entries.put(ModelBundle.dl4jEntry(networks.size()), NetworkArchive.write(network));
      networks.add(network);
    }
    entries.put(ModelBundle.ONNX_ENTRY, OnnxExporter.export(networks));
    networks.forEach(Model::close);
    return new ModelBundle(manifest(specs, features, random), entries);
  }

  private static DenseNetwork spec(Random random, int features) {
    List<LayerSpec> encoder = layers(random, 1 + random.nextInt(3));
    List<LayerSpec> decoder = layers(random, random.nextInt(3));
    decoder.add(new LayerSpec(features, activation(random)));
    return new DenseNetwork(encoder, decoder);
  }

  /** Features dealt out to heads at random; now and then one that no head gives back. */
  private static MultimodalNetwork multimodal(Random random, int features) {
    List<List<OutputHead>> heads = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<ColumnSpan> late = new ArrayList<>();
    for (int at = 0; at < features; ) {
      int width = Math.min(features - at, 1 + random.nextInt(6));
      ColumnSpan span = new ColumnSpan(at, width);
      int kind = random.nextInt(5);
      if (kind < 3) {
        // A softmax is over two at least.
        Activation activation = HEADS[random.nextInt(width > 1 ? HEADS.length : 2)];
        heads.get(kind).add(new OutputHead(List.of(span), activation, 1));
      } else if (kind == 3 || at == 0) {
        late.add(span);
      }
      at += width;
    }
    if (!late.isEmpty()) {
      heads.get(random.nextInt(3)).add(new OutputHead(late, Activation.IDENTITY, 1));
    }
    List<Modality> modalities = new ArrayList<>();
    for (int m = 0; m < 3; m++) {
      if (!heads.get(m).isEmpty()) {
        String name = List.of("first", "second", "third").get(m);
        List<LayerSpec> decoder = layers(random, 1 + random.nextInt(2));
        modalities.add(
            new Modality(name, layers(random, 1 + random.nextInt(2)), decoder, heads.get(m)));
      }
    }
    return new MultimodalNetwork(features, modalities, layers(random, 1).get(0));
  }

  private static float[] weights(MultimodalNetwork spec, Random random) {
    float[] weights = new float[(int) Dl4jNetworks.parameterCount(spec, spec.width())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.2 * random.nextGaussian());
    }
    return weights;
  }

  private static List<LayerSpec> layers(Random random, int count) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      layers.add(new LayerSpec(1 + random.nextInt(64), activation(random)));
    }
    return layers;
  }

  private static Activation activation(Random random) {
    return ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
  }

  /** As large as trained ones are: signals keep about their size from layer to layer. */
  private static float[] weights(DenseNetwork spec, int features, Random random) {
    float[] weights = new float[(int) DenseNetworks.parameterCount(spec, features)];
    int at = 0;
    int inputs = features;
    for (LayerSpec layer : spec.layers()) {
      for (int i = 0; i < inputs * layer.units(); i++) {
        weights[at++] = (float) (random.nextGaussian() / Math.sqrt(inputs));
      }
      for (int i = 0; i < layer.units(); i++) {
        weights[at++] = (float) (0.5 * random.nextGaussian());
      }
      inputs = layer.units();
    }
    return weights;
  }

  private static Manifest manifest(List<NetworkSpec> specs, int features, Random random) {
    List<FieldSpec> fields = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      fields.add(FieldSpec.of("f" + i, new FieldType.Numeric(Scaling.of(Scaling.Method.NONE))));
    }
    RecordSchema schema = RecordSchema.of(fields);
    FeatureEncoder encoder = new EncoderFitter(schema).fit();
    return new Manifest(
        Manifest.FORMAT,
        "random",
        "1",
        Instant.EPOCH,
        schema,
        encoder,
        SequenceWindow.SINGLE,
        ensemble(specs, features, random),
        Calibration.of(new double[] {1, 2, 3}),
        ThresholdSettings.DEFAULT,
        AlertSettings.INDEPENDENT,
        ExplanationSettings.DEFAULT,
        new TrainingSummary(0, 0, 0, 0, 1, "none", List.of(), 0),
        Map.of());
  }

  private static Ensemble ensemble(List<NetworkSpec> specs, int features, Random random) {
    List<Member> members = new ArrayList<>();
    for (NetworkSpec spec : specs) {
      float[] weights = new float[features];
      for (int j = 0; j < features; j++) {
        weights[j] = random.nextFloat() / features;
      }
      ErrorMeasure error = new ErrorMeasure(ErrorMeasure.Kind.STANDARDIZED, weights);
      members.add(new Member(spec, error, 0.5 + random.nextDouble()));
    }
    return new Ensemble(members, Combination.MEAN);
  }

  /** Encoded rows as they occur: mostly standard normal, now and then far out. */
  static float[] rows(int rowCount, int features, Random random) {
    float[] rows = new float[rowCount * features];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) (random.nextGaussian() * (random.nextInt(50) == 0 ? 5 : 1));
    }
    return rows;
  }
}
