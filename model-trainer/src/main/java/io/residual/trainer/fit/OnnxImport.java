package io.residual.trainer.fit;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.network.ImportedNetwork;
import io.residual.trainer.data.InputFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * Takes an ONNX graph from rows to rows of the same width as it is, but for the names of its input
 * and output, which become those that the job knows.
 */
final class OnnxImport {

  private OnnxImport() {}

  /**
   * The graph in a file.
   *
   * @param width features that the schema makes
   * @throws IOException if it cannot be read, or is no graph from rows to rows of that width
   */
  static ImportedGraph read(Path file, int width) throws IOException {
    String name = file.toString();
    Onnx.ModelProto model;
    try {
      model = Onnx.ModelProto.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw new InputFormatException(name, "is no ONNX file: " + e.getMessage(), e);
    }
    Onnx.GraphProto graph = model.getGraph();
    if (!model.hasGraph() || graph.getNodeCount() == 0) {
      throw new InputFormatException(name, "is no ONNX file with a graph");
    }
    Set<String> constants = new HashSet<>();
    for (Onnx.TensorProto tensor : graph.getInitializerList()) {
      constants.add(tensor.getName());
      if (tensor.getDataLocation() == Onnx.TensorProto.DataLocation.EXTERNAL) {
        throw new InputFormatException(
            name, "keeps its weights in other files; save the model with its weights inside");
      }
    }
    List<Onnx.ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !constants.contains(i.getName())).toList();
    if (inputs.size() != 1 || graph.getOutputCount() != 1) {
      throw new InputFormatException(
          name,
          "has "
              + inputs.size()
              + " inputs and "
              + graph.getOutputCount()
              + " outputs; an autoencoder of rows has one each");
    }
    requireRows(name, "input", inputs.get(0), width);
    requireRows(name, "output", graph.getOutput(0), width);
    return new ImportedGraph(
        new ImportedNetwork(width, String.valueOf(file.getFileName())),
        Map.of(ModelBundle.ONNX_ENTRY, renamed(model, inputs.get(0), width)));
  }

  private static void requireRows(String file, String role, Onnx.ValueInfoProto value, int width)
      throws InputFormatException {
    Onnx.TypeProto.Tensor tensor = value.getType().getTensorType();
    List<Onnx.TensorShapeProto.Dimension> shape = tensor.getShape().getDimList();
    String expected =
        "its " + role + " '" + value.getName() + "' must be float[n][" + width + "] with a free n";
    if (tensor.getElemType() != Onnx.TensorProto.DataType.FLOAT_VALUE) {
      throw new InputFormatException(file, expected + ", not another type than float");
    }
    if (!tensor.hasShape() && role.equals("output")) {
      return; // ONNX allows to leave it out; what comes out is checked when rows are scored.
    }
    if (shape.size() != 2) {
      throw new InputFormatException(file, expected + ", not of " + shape.size() + " dimensions");
    }
    if (shape.get(0).getDimValue() > 0) {
      throw new InputFormatException(
          file,
          expected
              + ", not exactly "
              + shape.get(0).getDimValue()
              + " rows; export it with a dynamic first dimension");
    }
    long found = shape.get(1).getDimValue();
    if (found > 0 && found != width) {
      throw new InputFormatException(
          file, expected + " to fit the pipeline's schema, not float[n][" + found + "]");
    }
  }

  /** Nodes of our own lead in and out, so that nothing inside need be renamed. */
  private static byte[] renamed(Onnx.ModelProto model, Onnx.ValueInfoProto input, int width) {
    Onnx.GraphProto graph = model.getGraph();
    String output = graph.getOutput(0).getName();
    Onnx.GraphProto.Builder changed = graph.toBuilder().clearInput().clearOutput().clearNode();
    graph.getInputList().stream()
        .filter(other -> !other.getName().equals(input.getName()))
        .forEach(changed::addInput);
    boolean sameInput = input.getName().equals(OnnxGraph.INPUT);
    boolean sameOutput = output.equals(OnnxGraph.OUTPUT);
    if (!sameInput) {
      changed.addNode(identity(OnnxGraph.INPUT, input.getName()));
    }
    changed.addAllNode(graph.getNodeList());
    if (!sameOutput) {
      changed.addNode(identity(output, OnnxGraph.OUTPUT));
    }
    changed.addInput(OnnxGraph.rows(OnnxGraph.INPUT, width));
    changed.addOutput(OnnxGraph.rows(OnnxGraph.OUTPUT, width));
    return model.toBuilder().setGraph(changed).build().toByteArray();
  }

  private static Onnx.NodeProto identity(String from, String to) {
    return Onnx.NodeProto.newBuilder().setOpType("Identity").addInput(from).addOutput(to).build();
  }
}
