package io.residual.trainer.data;

/**
 * A field that a {@link SchemaProposal} suggests.
 *
 * @param name of the field
 * @param pointer JSON pointer of the field
 * @param settings its type and what belongs to it, as YAML
 * @param optional whether some sampled rows lack it
 * @param reason what the sample shows
 */
record ProposedField(
    String name, String pointer, String settings, boolean optional, String reason) {

  String yaml() {
    return settings + (optional ? ", missing: indicator" : "");
  }
}
