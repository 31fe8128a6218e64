package io.residual.model.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The shape of an autoencoder, without its weights: from a row of features to a row of as many.
 * Immutable and thread safe; part of the bundle's manifest.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DenseNetwork.class, name = "dense"),
  @JsonSubTypes.Type(value = VariationalNetwork.class, name = "variational"),
  @JsonSubTypes.Type(value = MultimodalNetwork.class, name = "multimodal"),
  @JsonSubTypes.Type(value = ImportedNetwork.class, name = "imported")
})
public sealed interface NetworkSpec
    permits DenseNetwork, VariationalNetwork, MultimodalNetwork, ImportedNetwork {

  /** The dense layers that compute a reconstruction; null if there is more to it than these. */
  default DenseNetwork dense() {
    return null;
  }

  /** How many features the network gives back; it takes as many. */
  int outputs();

  /** The shape in a few characters, for people. */
  String describe(int inputs);
}
