package io.residual.trainer.fit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Gathers the nodes of an ONNX graph from rows to reconstructions. Input {@code rows}, {@code
 * float[n][features]} with a free n; output {@code reconstructions}. The same calls give the same
 * bytes. Not thread safe.
 */
final class OnnxGraph {

  /** Name of the graph's input. */
  static final String INPUT = "rows";

  /** Name of the graph's output. */
  static final String OUTPUT = "reconstructions";

  /**
   * Operator set 13 (ONNX 1.8, 2020) has all we use in its present form; older runtimes read it
   * too. File format version 7 belongs to it.
   */
  private static final long OPERATOR_SET = 13;

  private static final long IR_VERSION = 7;

  private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("autoencoder");

  /** Adds {@code x W + b}: weights row-major {@code [rows][columns]}, biases {@code [columns]}. */
  void affine(
      String name, String input, String output, int rows, int columns, float[] w, float[] b) {
    constant("weights" + name, w, rows, columns);
    constant("biases" + name, b, columns);
    node("Gemm", output, input, "weights" + name, "biases" + name);
  }

  /** Adds a constant. */
  void constant(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Onnx.TensorProto.Builder tensor =
        Onnx.TensorProto.newBuilder()
            .setName(name)
            .setDataType(Onnx.TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(bytes));
    for (long length : shape) {
      tensor.addDims(length);
    }
    graph.addInitializer(tensor);
  }

  /** Adds a constant of whole numbers. */
  void constant(String name, long... values) {
    Onnx.TensorProto.Builder tensor =
        Onnx.TensorProto.newBuilder()
            .setName(name)
            .setDataType(Onnx.TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    graph.addInitializer(tensor.setRawData(ByteString.copyFrom(bytes)));
  }

  /** Adds a node, to which the caller may add attributes. */
  Onnx.NodeProto.Builder node(String operator, String output, String... inputs) {
    Onnx.NodeProto.Builder node = graph.addNodeBuilder().setOpType(operator).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  /** An attribute that is a number. */
  static Onnx.AttributeProto.Builder number(String name, double value) {
    return Onnx.AttributeProto.newBuilder()
        .setName(name)
        .setType(Onnx.AttributeProto.AttributeType.FLOAT)
        .setF((float) value);
  }

  /** An attribute that is a whole number. */
  static Onnx.AttributeProto.Builder integer(String name, long value) {
    return Onnx.AttributeProto.newBuilder()
        .setName(name)
        .setType(Onnx.AttributeProto.AttributeType.INT)
        .setI(value);
  }

  /** The finished graph's bytes. */
  byte[] toBytes(long features, long outputs) {
    graph.addInput(rows(INPUT, features));
    graph.addOutput(rows(OUTPUT, outputs));
    return Onnx.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("residual")
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** A matrix of a free number of rows. */
  static Onnx.ValueInfoProto.Builder rows(String name, long features) {
    Onnx.TensorShapeProto.Builder shape =
        Onnx.TensorShapeProto.newBuilder()
            .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("n"))
            .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(features));
    return Onnx.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            Onnx.TypeProto.newBuilder()
                .setTensorType(
                    Onnx.TypeProto.Tensor.newBuilder()
                        .setElemType(Onnx.TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)));
  }
}
