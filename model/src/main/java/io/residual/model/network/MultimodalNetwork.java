package io.residual.model.network;

import java.util.BitSet;
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
    BitSet taken = new BitSet(width);
    for (Modality modality : modalities) {
      for (ColumnSpan span : modality.columns()) {
        int end = span.start() + span.width();
        int again = taken.nextSetBit(span.start());
        if (end > width || end < 0 || (again >= 0 && again < end)) {
          throw new IllegalArgumentException(
              "features "
                  + span.start()
                  + " to "
                  + (end - 1)
                  + " of modality "
                  + modality.name()
                  + " belong to another one too, or lie outside of "
                  + width);
        }
        taken.set(span.start(), end);
      }
    }
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
