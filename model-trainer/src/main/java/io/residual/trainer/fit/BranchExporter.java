package io.residual.trainer.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Writes a Deeplearning4j graph of dense layers, subsets and merges, from one input to one output,
 * into an ONNX graph. Features that are picked one by one from one vertex become one Gather. Not
 * thread safe.
 */
final class BranchExporter {

  private final ComputationGraph network;
  private final String input;
  private final String output;
  private final Map<String, GraphVertex> vertices;
  private final Map<String, List<String>> below;
  private final Map<String, String> values = new HashMap<>();

  BranchExporter(ComputationGraph network) {
    this.network = network;
    this.vertices = network.getConfiguration().getVertices();
    this.below = network.getConfiguration().getVertexInputs();
    this.input = only(network.getConfiguration().getNetworkInputs());
    this.output = only(network.getConfiguration().getNetworkOutputs());
  }

  private static String only(List<String> names) {
    if (names.size() != 1) {
      throw new IllegalArgumentException("a graph from rows to rows has one of " + names);
    }
    return names.get(0);
  }

  /** Features of the output. */
  long width() {
    return width(output);
  }

  private long width(String name) {
    GraphVertex vertex = vertices.get(name);
    if (vertex instanceof SubsetVertex subset) {
      return subset.getTo() - subset.getFrom() + 1L;
    }
    return vertex instanceof MergeVertex
        ? below.get(name).stream().mapToLong(this::width).sum()
        : network.getLayer(name).getParam("W").columns();
  }

  /**
   * Adds the whole graph.
   *
   * @param prefix of the names of nodes
   * @param value name of the output's value
   */
  void add(OnnxGraph graph, String prefix, String value) {
    values.put(input, OnnxGraph.INPUT);
    for (int index : network.topologicalSortOrder()) {
      String name = network.getVertices()[index].getVertexName();
      String result = name.equals(output) ? value : prefix + name;
      if (!name.equals(input) && !(vertices.get(name) instanceof SubsetVertex)) {
        add(graph, name, prefix, result);
        values.put(name, result);
      }
    }
    if (!values.containsKey(output)) {
      gather(graph, prefix + output, value, List.of(output));
    }
  }

  private void add(OnnxGraph graph, String name, String prefix, String result) {
    List<String> inputs = below.get(name);
    if (network.getVertex(name).hasLayer()) {
      String value = value(graph, prefix, inputs.get(0));
      OnnxExporter.add(graph, network.getLayer(name), prefix + name, value, result);
    } else if (!(vertices.get(name) instanceof MergeVertex)) {
      throw new IllegalArgumentException(
          "vertex " + name + " has no ONNX counterpart: " + vertices.get(name));
    } else if (inputs.stream().allMatch(this::picks) && oneSource(inputs)) {
      gather(graph, prefix + name, result, inputs);
    } else {
      List<String> parts = new ArrayList<>();
      inputs.forEach(part -> parts.add(value(graph, prefix, part)));
      graph
          .node("Concat", result, parts.toArray(new String[0]))
          .addAttribute(OnnxGraph.integer("axis", 1));
    }
  }

  private boolean picks(String name) {
    return vertices.get(name) instanceof SubsetVertex;
  }

  private boolean oneSource(List<String> subsets) {
    return subsets.stream().map(below::get).distinct().count() == 1;
  }

  /** The value of a vertex; that of a subset is only made when it is asked for. */
  private String value(OnnxGraph graph, String prefix, String name) {
    if (!values.containsKey(name)) {
      values.put(name, prefix + name);
      gather(graph, prefix + name, prefix + name, List.of(name));
    }
    return values.get(name);
  }

  private void gather(OnnxGraph graph, String name, String result, List<String> subsets) {
    long[] indices =
        subsets.stream()
            .map(subset -> (SubsetVertex) vertices.get(subset))
            .flatMapToInt(subset -> IntStream.rangeClosed(subset.getFrom(), subset.getTo()))
            .mapToLong(j -> j)
            .toArray();
    graph.constant("indices" + name, indices);
    String source = values.get(below.get(subsets.get(0)).get(0));
    graph
        .node("Gather", result, source, "indices" + name)
        .addAttribute(OnnxGraph.integer("axis", 1));
  }
}
