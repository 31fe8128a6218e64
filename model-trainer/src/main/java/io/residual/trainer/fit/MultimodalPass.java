package io.residual.trainer.fit;

import io.residual.model.network.Activation;
import io.residual.model.network.LayerSpec;
import io.residual.model.network.Modality;
import io.residual.model.network.MultimodalNetwork;
import io.residual.model.score.dl4j.MultimodalGraphs;
import io.residual.trainer.fit.DenseStack.InputSlopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way through a multimodal network: each modality's features through its own encoder, all
 * together into the code, from there through each modality's own decoder and heads. The loss is the
 * sum of the heads' losses, see {@link HeadLoss}.
 */
final class MultimodalPass implements BatchPass {

  /** The layers, which passes of every size share. */
  private record Stacks(int features, List<ModalityStacks> modalities, DenseStack code, int joint) {

    List<DenseStack> all() {
      List<DenseStack> all = new ArrayList<>(List.of(code));
      for (ModalityStacks modality : modalities) {
        all.add(modality.encoder());
        all.add(modality.decoder());
        all.addAll(modality.heads());
      }
      return all;
    }
  }

  private record ModalityStacks(
      Modality spec,
      DenseStack encoder,
      DenseStack decoder,
      List<DenseStack> heads,
      List<HeadLoss> losses) {}

  /** What passes between the layers of one modality. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record ModalitySignals(
      int[] columns,
      Signal input,
      List<Signal> encoded,
      List<Signal> decoded,
      List<List<Signal>> heads) {

    Signal code() {
      return encoded.get(encoded.size() - 1);
    }

    Signal last() {
      return decoded.get(decoded.size() - 1);
    }
  }

  private final Stacks stacks;
  private final int size;
  private final float[] inputs;
  private final float[] targets;
  private final List<ModalitySignals> signals = new ArrayList<>();
  private final Signal joint;
  private final List<Signal> code;

  private MultimodalPass(Stacks stacks, int size) {
    this.stacks = stacks;
    this.size = size;
    this.inputs = new float[size * stacks.features()];
    this.targets = new float[size * stacks.features()];
    this.joint = Signal.of(stacks.joint(), size);
    this.code = stacks.code().signals(size);
    for (ModalityStacks modality : stacks.modalities()) {
      signals.add(
          new ModalitySignals(
              HeadLoss.columns(modality.spec().columns()),
              Signal.of(modality.spec().width(), size),
              modality.encoder().signals(size),
              modality.decoder().signals(size),
              modality.heads().stream().map(head -> head.signals(size)).toList()));
    }
  }

  /** Gradient steps on a multimodal network. */
  static GradientSteps steps(ComputationGraph network, MultimodalNetwork spec, double weightDecay) {
    INDArray gradient = Signal.matrix(1, Math.toIntExact(network.params().length()));
    Stacks stacks = stacks(network, spec, gradient);
    return new GradientSteps(
        network,
        spec.width(),
        weightDecay,
        gradient,
        stacks.all(),
        size -> new MultimodalPass(stacks, size));
  }

  private static Stacks stacks(
      ComputationGraph network, MultimodalNetwork spec, INDArray gradient) {
    Map<String, Integer> starts = MultimodalGraphs.starts(network);
    INDArray parameters = network.params();
    List<ModalityStacks> modalities = new ArrayList<>();
    int joint = 0;
    for (Modality modality : spec.modalities()) {
      int[] encoder = new int[modality.encoder().size()];
      for (int l = 0; l < encoder.length; l++) {
        encoder[l] = starts.get(MultimodalGraphs.encoder(modality, l));
      }
      int[] decoder = new int[modality.decoder().size()];
      for (int l = 0; l < decoder.length; l++) {
        decoder[l] = starts.get(MultimodalGraphs.decoder(modality, l));
      }
      List<DenseStack> heads = new ArrayList<>();
      for (int h = 0; h < modality.heads().size(); h++) {
        int[] start = {starts.get(MultimodalGraphs.head(modality, h))};
        // What is before the activation: there the slopes of the losses are simple.
        LayerSpec layer = new LayerSpec(modality.heads().get(h).width(), Activation.IDENTITY);
        heads.add(new DenseStack(parameters, gradient, start, modality.decoded(), List.of(layer)));
      }
      modalities.add(
          new ModalityStacks(
              modality,
              new DenseStack(parameters, gradient, encoder, modality.width(), modality.encoder()),
              new DenseStack(
                  parameters, gradient, decoder, spec.code().units(), modality.decoder()),
              heads,
              modality.heads().stream().map(HeadLoss::new).toList()));
      joint += modality.encoded();
    }
    int[] code = {starts.get(MultimodalGraphs.CODE)};
    return new Stacks(
        spec.width(),
        modalities,
        new DenseStack(parameters, gradient, code, joint, List.of(spec.code())),
        joint);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public float[] inputs() {
    return inputs;
  }

  @Override
  public float[] targets() {
    return targets;
  }

  @Override
  public void forward(float[] weights, long stream) {
    int at = 0;
    for (int m = 0; m < signals.size(); m++) {
      ModalitySignals signal = signals.get(m);
      gather(signal);
      signal.input().push();
      stacks.modalities().get(m).encoder().forward(signal.input(), signal.encoded(), weights, size);
      at += copy(signal.code().numbers(), joint.numbers(), at, true);
    }
    joint.push();
    stacks.code().forward(joint, code, weights, size);
    code.get(0).push();
    for (int m = 0; m < signals.size(); m++) {
      ModalityStacks modality = stacks.modalities().get(m);
      ModalitySignals signal = signals.get(m);
      modality.decoder().forward(code.get(0), signal.decoded(), weights, size);
      signal.last().push();
      for (int h = 0; h < modality.heads().size(); h++) {
        modality.heads().get(h).forward(signal.last(), signal.heads().get(h), weights, size);
        ActivationFunctions.apply(
            modality.spec().heads().get(h).activation(),
            signal.heads().get(h).get(0).numbers(),
            size,
            modality.spec().heads().get(h).width());
      }
    }
  }

  private void gather(ModalitySignals signal) {
    int[] columns = signal.columns();
    float[] numbers = signal.input().numbers();
    for (int row = 0; row < size; row++) {
      for (int j = 0; j < columns.length; j++) {
        numbers[row * columns.length + j] = inputs[row * stacks.features() + columns[j]];
      }
    }
  }

  /** Copies a modality's part into all encoders' outputs, or out of them; its width. */
  private int copy(float[] part, float[] all, int at, boolean into) {
    int width = part.length / size;
    for (int row = 0; row < size; row++) {
      int place = row * stacks.joint() + at;
      if (into) {
        System.arraycopy(part, row * width, all, place, width);
      } else {
        System.arraycopy(all, place, part, row * width, width);
      }
    }
    return width;
  }

  @Override
  public double loss(float[] wanted) {
    double sum = 0;
    for (int m = 0; m < signals.size(); m++) {
      List<HeadLoss> losses = stacks.modalities().get(m).losses();
      for (int h = 0; h < losses.size(); h++) {
        float[] outputs = signals.get(m).heads().get(h).get(0).numbers();
        sum += losses.get(h).loss(outputs, wanted, stacks.features(), size);
      }
    }
    return sum;
  }

  @Override
  public void backward(float[] wanted, INDArray nativeGradient, float[] gradient) {
    for (int m = 0; m < signals.size(); m++) {
      ModalityStacks modality = stacks.modalities().get(m);
      ModalitySignals signal = signals.get(m);
      for (int h = 0; h < modality.heads().size(); h++) {
        List<Signal> head = signal.heads().get(h);
        modality
            .losses()
            .get(h)
            .slopes(head.get(0).numbers(), wanted, stacks.features(), size, head.get(0).slopes());
        modality.heads().get(h).backward(signal.last(), head, size, addingAfter(h));
      }
      signal.last().pullSlopes();
      modality.decoder().backward(code.get(0), signal.decoded(), size, addingAfter(m));
    }
    code.get(0).pullSlopes();
    stacks.code().backward(joint, code, size, InputSlopes.SET);
    joint.pullSlopes();
    int at = 0;
    for (int m = 0; m < signals.size(); m++) {
      ModalitySignals signal = signals.get(m);
      at += copy(signal.code().slopes(), joint.slopes(), at, false);
      stacks
          .modalities()
          .get(m)
          .encoder()
          .backward(signal.input(), signal.encoded(), size, InputSlopes.NONE);
    }
    nativeGradient.data().asNioFloat().get(gradient);
    sumSlopes(gradient);
  }

  private static InputSlopes addingAfter(int index) {
    return index == 0 ? InputSlopes.SET : InputSlopes.ADD;
  }

  private void sumSlopes(float[] gradient) {
    stacks.code().sumSlopes(code, gradient, size);
    for (int m = 0; m < signals.size(); m++) {
      ModalityStacks modality = stacks.modalities().get(m);
      ModalitySignals signal = signals.get(m);
      modality.encoder().sumSlopes(signal.encoded(), gradient, size);
      modality.decoder().sumSlopes(signal.decoded(), gradient, size);
      for (int h = 0; h < modality.heads().size(); h++) {
        modality.heads().get(h).sumSlopes(signal.heads().get(h), gradient, size);
      }
    }
  }

  @Override
  public void close() {
    joint.close();
    code.forEach(Signal::close);
    for (ModalitySignals signal : signals) {
      signal.input().close();
      signal.encoded().forEach(Signal::close);
      signal.decoded().forEach(Signal::close);
      signal.heads().forEach(head -> head.forEach(Signal::close));
    }
  }
}
