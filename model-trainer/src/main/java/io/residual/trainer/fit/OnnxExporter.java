package io.residual.trainer.fit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import onnx.Onnx;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Writes dense Deeplearning4j networks as one ONNX graph: a Gemm and an activation node for each
 * layer, and a Concat of the networks' outputs if there are several. Input {@code rows}, {@code
 * float[n][features]} with a free n; output {@code reconstructions}, {@code float[n][networks *
 * features]}, which is {@code [n][networks][features]} in memory. Equal networks give equal bytes.
 * Thread safe.
 */
public final class OnnxExporter {

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

  private OnnxExporter() {}

  /**
   * The bytes of the graph.
   *
   * @param networks at least one, all from and to as many features
   * @throws IllegalArgumentException if a layer is not dense or its activation has no counterpart
   */
  public static byte[] export(List<MultiLayerNetwork> networks) {
    Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("autoencoder");
    Onnx.NodeProto.Builder together =
        Onnx.NodeProto.newBuilder()
            .setOpType("Concat")
            .addAttribute(
                Onnx.AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(Onnx.AttributeProto.AttributeType.INT)
                    .setI(1))
            .addOutput(OUTPUT);
    boolean alone = networks.size() == 1;
    for (int m = 0; m < networks.size(); m++) {
      String prefix = alone ? "" : "member" + m + ".";
      together.addInput(add(graph, networks.get(m), prefix, alone ? OUTPUT : prefix + OUTPUT));
    }
    if (!alone) {
      graph.addNode(together);
    }
    Layer[] layers = networks.get(0).getLayers();
    long outputs = layers[layers.length - 1].getParam("W").columns();
    graph.addInput(rows(INPUT, layers[0].getParam("W").rows()));
    graph.addOutput(rows(OUTPUT, outputs * networks.size()));
    return Onnx.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("residual")
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static String add(
      Onnx.GraphProto.Builder graph, MultiLayerNetwork network, String prefix, String output) {
    Layer[] layers = network.getLayers();
    String value = INPUT;
    for (int i = 0; i < layers.length; i++) {
      String next = i == layers.length - 1 ? output : prefix + "layer" + i;
      value = add(graph, layers[i], prefix + i, value, next);
    }
    return value;
  }

  private static String add(
      Onnx.GraphProto.Builder graph, Layer layer, String index, String input, String output) {
    if (!(layer.conf().getLayer() instanceof BaseLayer conf) || layer.getParam("W") == null) {
      throw new IllegalArgumentException(
          "layer " + index + " is no dense layer: " + layer.conf().getLayer());
    }
    String weights = "weights" + index;
    String biases = "biases" + index;
    INDArray matrix = layer.getParam("W");
    graph.addInitializer(tensor(weights, matrix, matrix.rows(), matrix.columns()));
    graph.addInitializer(tensor(biases, layer.getParam("b"), matrix.columns()));
    String sum = "sum" + index;
    graph.addNode(
        Onnx.NodeProto.newBuilder()
            .setOpType("Gemm")
            .addInput(input)
            .addInput(weights)
            .addInput(biases)
            .addOutput(sum));
    graph.addNode(activation(index, conf.getActivationFn()).addInput(sum).addOutput(output));
    return output;
  }

  private static Onnx.NodeProto.Builder activation(String layer, IActivation activation) {
    Onnx.NodeProto.Builder node = Onnx.NodeProto.newBuilder();
    if (activation instanceof ActivationIdentity) {
      return node.setOpType("Identity");
    } else if (activation instanceof ActivationReLU) {
      return node.setOpType("Relu");
    } else if (activation instanceof ActivationLReLU leaky) {
      return node.setOpType("LeakyRelu").addAttribute(alpha(leaky.getAlpha()));
    } else if (activation instanceof ActivationELU elu) {
      return node.setOpType("Elu").addAttribute(alpha(elu.getAlpha()));
    } else if (activation instanceof ActivationTanH) {
      return node.setOpType("Tanh");
    } else if (activation instanceof ActivationSigmoid) {
      return node.setOpType("Sigmoid");
    }
    throw new IllegalArgumentException(
        "layer " + layer + " has the activation " + activation + ", which has no ONNX counterpart");
  }

  private static Onnx.AttributeProto.Builder alpha(double value) {
    return Onnx.AttributeProto.newBuilder()
        .setName("alpha")
        .setType(Onnx.AttributeProto.AttributeType.FLOAT)
        .setF((float) value);
  }

  private static Onnx.TensorProto.Builder tensor(String name, INDArray array, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(array.length() * Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = bytes.asFloatBuffer();
    try (INDArray rowMajor = array.dup('c')) {
      floats.put(rowMajor.data().asNioFloat());
    }
    Onnx.TensorProto.Builder tensor =
        Onnx.TensorProto.newBuilder()
            .setName(name)
            .setDataType(Onnx.TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(bytes));
    for (long length : shape) {
      tensor.addDims(length);
    }
    return tensor;
  }

  private static Onnx.ValueInfoProto.Builder rows(String name, long features) {
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
