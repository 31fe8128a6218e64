package io.residual.model.network;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An autoencoder with one encoder and one decoder for each kind of fields, which meet in one code
 * (Ngiam et al., Multimodal Deep Learning, ICML 2011), each with the loss that fits it.
 *
 * @param width features of a row; those that no modality has are given back as they are
 * @param modalities at least one
 * @param code the layer where all encoders meet and all decoders begin
 */
public record MultimodalNetwork(int width, List<Modality> modalities, LayerSpec code)
    implements NetworkSpec {

  /** Copies the list and checks that no feature is given back twice. */
  public MultimodalNetwork {
    modalities = List.copyOf(modalities);
    if (modalities.isEmpty()) {
      throw new IllegalArgumentException("a multimodal network needs a modality");
    }
    if (modalities.stream().map(Modality::name).distinct().count() < modalities.size()) {
      throw new IllegalArgumentException("modalities have different names");
    }
    // Not by a bit for each feature: a manifest may claim any width.
    List<ColumnSpan> spans =
        modalities.stream()
            .flatMap(modality -> modality.columns().stream())
            .sorted(Comparator.comparingInt(ColumnSpan::start))
            .toList();
    long end = 0;
    for (ColumnSpan span : spans) {
      if (span.start() < end) {
        throw new IllegalArgumentException("feature " + span.start() + " is given back twice");
      }
      end = (long) span.start() + span.width();
    }
    if (end > width) {
      throw new IllegalArgumentException(
          "feature " + (end - 1) + " is given back, but rows have " + width);
    }
  }

  /** Number of weights and biases. */
  public long parameterCount() {
    long count = 0;
    long joint = 0;
    for (Modality modality : modalities) {
      count += count(modality.width(), modality.encoder());
      joint += modality.encoded();
      count += count(code.units(), modality.decoder());
      for (OutputHead head : modality.heads()) {
        count += (modality.decoded() + 1L) * head.width();
      }
    }
    return count + (joint + 1) * code.units();
  }

  private static long count(long inputs, List<LayerSpec> layers) {
    long count = 0;
    long below = inputs;
    for (LayerSpec layer : layers) {
      count += (below + 1) * layer.units();
      below = layer.units();
    }
    return count;
  }

  @Override
  public int outputs() {
    return width;
  }

  /** Such as {@code multimodal numbers 5-16, categories 8-16, code 4}. */
  @Override
  public String describe(int inputs) {
    return modalities.stream()
        .map(
            modality ->
                modality.name()
                    + " "
                    + modality.width()
                    + modality.encoder().stream()
                        .map(layer -> "-" + layer.units())
                        .collect(Collectors.joining()))
        .collect(Collectors.joining(", ", "multimodal ", ", code " + code.units()));
  }
}
