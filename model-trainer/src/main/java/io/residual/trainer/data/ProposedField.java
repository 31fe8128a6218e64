package io.residual.trainer.data;

import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.FieldType.Categorical.Encoding;
import io.residual.model.record.MissingRule;
import io.residual.model.record.Scaling;
import java.util.Locale;

/**
 * A field that a {@link SchemaProposal} suggests.
 *
 * @param spec the field
 * @param reason what the sample shows
 */
record ProposedField(FieldSpec spec, String reason) {

  String name() {
    return spec.name();
  }

  String pointer() {
    return spec.pointer();
  }

  /** The same field with another type and one reason more. */
  ProposedField refined(FieldType type, String more) {
    return new ProposedField(
        new FieldSpec(spec.name(), spec.pointer(), type, spec.missing()), reason + "; " + more);
  }

  /** Its type and what belongs to it, as YAML; defaults are left out. */
  String yaml() {
    return settings() + (spec.missing() == MissingRule.INDICATOR ? ", missing: indicator" : "");
  }

  private String settings() {
    FieldType type = spec.type();
    if (type instanceof FieldType.Numeric numeric) {
      return "type: numeric" + scaling(numeric.scaling());
    } else if (type instanceof FieldType.Categorical categorical) {
      return "type: categorical"
          + (categorical.encoding() == Encoding.AUTO
              ? ""
              : ", encoding: " + lower(categorical.encoding()));
    } else if (type instanceof FieldType.Timestamp timestamp) {
      return "type: timestamp, format: " + timestamp.format().name();
    } else if (type instanceof FieldType.Vector vector) {
      return "type: vector, length: " + vector.length() + scaling(vector.scaling());
    }
    return type instanceof FieldType.Text ? "type: text" : "type: boolean";
  }

  private static String scaling(Scaling scaling) {
    return scaling.equals(Scaling.DEFAULT) ? "" : ", scaling: " + lower(scaling.method());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
