package io.residual.model.score.dl4j;

import io.residual.model.network.ColumnSpan;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.network.OutputHead;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Builds Deeplearning4j graphs from a {@link MultimodalNetwork}: rows to rows. Names of vertices
 * are those of the modality and the part, such as {@code numbers.encoder0}. Thread safe.
 */
public final class MultimodalGraphs {

  /** Name of the graph's input. */
  public static final String INPUT = "rows";

  /** Name of the vertex that is the code. */
  public static final String CODE = "code";

  private static final String JOINT = "joint";
  private static final String PARTS = "parts";
  private static final String OUTPUT = "reconstructions";

  private MultimodalGraphs() {}

  /** Name of a layer of a modality's encoder. */
  public static String encoder(Modality modality, int layer) {
    return modality.name() + ".encoder" + layer;
  }

  /** Name of a layer of a modality's decoder. */
  public static String decoder(Modality modality, int layer) {
    return modality.name() + ".decoder" + layer;
  }

  /** Name of a modality's head. */
  public static String head(Modality modality, int head) {
    return modality.name() + ".head" + head;
  }

  /**
   * The configuration of a graph whose output is the reconstructed row.
   *
   * @param updater how weights follow gradients
   * @param weightDecay fraction of the weights that each step takes off, times the learning rate; 0
   *     for none
   */
  public static ComputationGraphConfiguration configuration(
      MultimodalNetwork spec, IUpdater updater, double weightDecay) {
    GraphBuilder graph = layers(spec, updater, weightDecay);
    graph.setOutputs(reconstruction(graph, spec));
    return graph.build();
  }

  /**
   * The configuration of the same layers for Deeplearning4j's own training: the outputs are the
   * heads, modality by modality, which all want their own features as labels.
   */
  public static ComputationGraphConfiguration trainable(
      MultimodalNetwork spec, IUpdater updater, double weightDecay) {
    GraphBuilder graph = layers(spec, updater, weightDecay);
    graph.setOutputs(heads(spec).toArray(new String[0]));
    return graph.build();
  }

  private static List<String> heads(MultimodalNetwork spec) {
    List<String> heads = new ArrayList<>();
    for (Modality modality : spec.modalities()) {
      for (int h = 0; h < modality.heads().size(); h++) {
        heads.add(head(modality, h));
      }
    }
    return heads;
  }

  private static GraphBuilder layers(MultimodalNetwork spec, IUpdater updater, double weightDecay) {
    // Nothing draws from Deeplearning4j's generator; left alone, its seed is the time of day.
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder().seed(0).updater(updater);
    if (weightDecay > 0) {
      builder.weightDecay(weightDecay);
    }
    GraphBuilder graph = builder.graphBuilder().addInputs(INPUT);
    List<String> encoded = new ArrayList<>();
    int joint = 0;
    for (Modality modality : spec.modalities()) {
      String below =
          select(graph, modality.name() + ".in", INPUT, spec.width(), modality.columns());
      int units = modality.width();
      for (int l = 0; l < modality.encoder().size(); l++) {
        LayerSpec layer = modality.encoder().get(l);
        below = dense(graph, encoder(modality, l), layer, units, below);
        units = layer.units();
      }
      encoded.add(below);
      joint += units;
    }
    String meeting = merge(graph, JOINT, encoded);
    dense(graph, CODE, spec.code(), joint, meeting);
    for (Modality modality : spec.modalities()) {
      String below = CODE;
      int units = spec.code().units();
      for (int l = 0; l < modality.decoder().size(); l++) {
        LayerSpec layer = modality.decoder().get(l);
        below = dense(graph, decoder(modality, l), layer, units, below);
        units = layer.units();
      }
      for (int h = 0; h < modality.heads().size(); h++) {
        OutputHead head = modality.heads().get(h);
        graph.addLayer(
            head(modality, h),
            new OutputLayer.Builder(loss(head))
                .nIn(units)
                .nOut(head.width())
                .activation(DenseNetworks.activation(head.activation()))
                .build(),
            below);
      }
    }
    return graph;
  }

  private static String dense(
      GraphBuilder graph, String name, LayerSpec layer, int inputs, String below) {
    graph.addLayer(
        name,
        new DenseLayer.Builder()
            .nIn(inputs)
            .nOut(layer.units())
            .activation(DenseNetworks.activation(layer.activation()))
            .build(),
        below);
    return name;
  }

  /** Deeplearning4j adds up the heads' losses: weights of its losses are those of the heads. */
  private static ILossFunction loss(OutputHead head) {
    INDArray weights = Nd4j.valueArrayOf(new long[] {1, head.width()}, (float) head.weight());
    return switch (head.activation()) {
      case IDENTITY -> new LossMSE(weights);
      case SOFTMAX -> new LossMCXENT(weights);
      // Its sum over features, not their mean.
      case SIGMOID -> new LossBinaryXENT(weights.divi(head.width()));
      default -> throw new IllegalArgumentException("no loss goes with " + head.activation());
    };
  }

  /** Puts the heads' features, and those that have no head, where they belong. */
  private static String reconstruction(GraphBuilder graph, MultimodalNetwork spec) {
    int[] places = new int[spec.width()];
    BitSet given = new BitSet(spec.width());
    int part = 0;
    for (Modality modality : spec.modalities()) {
      for (ColumnSpan span : modality.columns()) {
        for (int j = 0; j < span.width(); j++) {
          places[span.start() + j] = part++;
          given.set(span.start() + j);
        }
      }
    }
    List<String> parts = heads(spec);
    int width = part;
    if (given.cardinality() < spec.width()) {
      parts.add(INPUT);
      width += spec.width();
      for (int j = given.nextClearBit(0); j < spec.width(); j = given.nextClearBit(j + 1)) {
        places[j] = part + j;
      }
    }
    List<ColumnSpan> runs = new ArrayList<>();
    for (int j = 0; j < places.length; j++) {
      int last = runs.size() - 1;
      if (j > 0 && places[j] == places[j - 1] + 1) {
        runs.set(last, new ColumnSpan(runs.get(last).start(), runs.get(last).width() + 1));
      } else {
        runs.add(new ColumnSpan(places[j], 1));
      }
    }
    return select(graph, OUTPUT, merge(graph, PARTS, parts), width, runs);
  }

  private static String merge(GraphBuilder graph, String name, List<String> inputs) {
    if (inputs.size() == 1) {
      return inputs.get(0);
    }
    graph.addVertex(name, new MergeVertex(), inputs.toArray(new String[0]));
    return name;
  }

  /** Takes some features of a vertex, in the given order. */
  private static String select(
      GraphBuilder graph, String name, String from, int width, List<ColumnSpan> columns) {
    if (columns.equals(List.of(new ColumnSpan(0, width)))) {
      return from;
    }
    List<String> subsets = new ArrayList<>();
    for (ColumnSpan span : columns) {
      String subset = columns.size() == 1 ? name : name + subsets.size();
      graph.addVertex(
          subset, new SubsetVertex(span.start(), span.start() + span.width() - 1), from);
      subsets.add(subset);
    }
    return merge(graph, name, subsets);
  }

  /**
   * A graph with the given weights. The caller closes it.
   *
   * @param parameters layer by layer in the graph's own order, see {@link #starts}: weights {@code
   *     [inputs][units]} in column-major order, then biases {@code [units]}
   */
  public static ComputationGraph network(
      ComputationGraphConfiguration configuration, float[] parameters) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(Nd4j.createFromArray(parameters).reshape('c', 1, parameters.length), false);
    return graph;
  }

  /** Where each layer's weights begin among all, by the layer's name, in their order. */
  public static Map<String, Integer> starts(ComputationGraph graph) {
    Map<String, Integer> starts = new LinkedHashMap<>();
    int at = 0;
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      if (vertex.hasLayer()) {
        starts.put(vertex.getVertexName(), at);
        at += Math.toIntExact(vertex.getLayer().numParams());
      }
    }
    return starts;
  }
}
