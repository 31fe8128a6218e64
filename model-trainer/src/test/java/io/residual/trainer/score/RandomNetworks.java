package io.residual.trainer.score;

import io.residual.model.bundle.Manifest;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.bundle.TrainingSummary;
import io.residual.model.encode.EncoderFitter;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.error.Calibration;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.Activation;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.NetworkSpec;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import io.residual.model.score.dl4j.DenseNetworks;
import io.residual.model.score.dl4j.NativeThreads;
import io.residual.model.score.dl4j.NetworkArchive;
import io.residual.model.threshold.ThresholdSettings;
import io.residual.trainer.fit.OnnxExporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.NoOp;

/** Bundles of networks with random shapes and weights, and random rows for them. */
final class RandomNetworks {

  private static final Activation[] ACTIVATIONS = Activation.values();

  private RandomNetworks() {}

  /** A network of 2 to 7 layers over 1 to 120 features. */
  static ModelBundle bundle(long seed) {
    Random random = new Random(seed);
    int features = 1 + random.nextInt(120);
    return bundle(spec(random, features), features, random);
  }

  static ModelBundle bundle(NetworkSpec spec, int features, Random random) {
    float[] weights = weights(spec, features, random);
    NativeThreads.useOne();
    MultiLayerNetwork network =
        DenseNetworks.network(DenseNetworks.configuration(spec, features, new NoOp(), 0), weights);
    try {
      return new ModelBundle(
          manifest(spec, features),
          Map.of(
              ModelBundle.ONNX_ENTRY,
              OnnxExporter.export(network),
              ModelBundle.DL4J_ENTRY,
              NetworkArchive.write(network)));
    } finally {
      network.close();
    }
  }

  private static NetworkSpec spec(Random random, int features) {
    List<LayerSpec> encoder = layers(random, 1 + random.nextInt(3));
    List<LayerSpec> decoder = layers(random, random.nextInt(3));
    decoder.add(new LayerSpec(features, activation(random)));
    return new NetworkSpec(encoder, decoder);
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
  private static float[] weights(NetworkSpec spec, int features, Random random) {
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

  private static Manifest manifest(NetworkSpec spec, int features) {
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
        spec,
        ErrorMeasure.fieldMean(encoder),
        Calibration.of(new double[] {1, 2, 3}),
        ThresholdSettings.DEFAULT,
        new TrainingSummary(0, 0, 0, 0, 0, 1, "none", List.of(), List.of(), 0, 0),
        Map.of());
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
