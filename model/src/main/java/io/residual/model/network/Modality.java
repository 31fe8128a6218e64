package io.residual.model.network;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of fields in a multimodal network, with an encoder and a decoder of its own.
 *
 * @param name for people, unique in the network; letters
 * @param encoder layers in front of the common code; at least one
 * @param decoder layers behind it and before the heads; at least one
 * @param heads what gives the features back; the encoder gets the features of all of them, in this
 *     order; at least one
 */
public record Modality(
    String name, List<LayerSpec> encoder, List<LayerSpec> decoder, List<OutputHead> heads) {

  /** Copies the lists and checks that none is empty. */
  public Modality {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    heads = List.copyOf(heads);
    if (!name.matches("[a-z]+")) {
      throw new IllegalArgumentException("'" + name + "' is no name of a modality");
    }
    if (encoder.isEmpty() || decoder.isEmpty() || heads.isEmpty()) {
      throw new IllegalArgumentException(
          "modality " + name + " needs an encoder, a decoder and a head");
    }
  }

  /** The features, in the order in which the encoder gets them. */
  public List<ColumnSpan> columns() {
    List<ColumnSpan> all = new ArrayList<>();
    heads.forEach(head -> all.addAll(head.columns()));
    return all;
  }

  /** How many features. */
  public int width() {
    return heads.stream().mapToInt(OutputHead::width).sum();
  }

  /** Outputs of the encoder. */
  public int encoded() {
    return encoder.get(encoder.size() - 1).units();
  }

  /** Outputs of the decoder's layers before the heads. */
  public int decoded() {
    return decoder.get(decoder.size() - 1).units();
  }
}
