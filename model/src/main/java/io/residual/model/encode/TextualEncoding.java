package io.residual.model.encode;

/** An encoding of texts: of categories by their name, or of wording. */
public sealed interface TextualEncoding extends FieldEncoding
    permits CategoricalEncoding, FrequencyEncoding, HashEncoding, TextEncoding {

  /** Writes the features of a text; any text will do, the empty one too. */
  void encode(String text, float[] row, int at);
}
