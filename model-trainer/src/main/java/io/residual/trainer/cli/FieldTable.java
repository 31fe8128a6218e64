package io.residual.trainer.cli;

import io.residual.model.encode.BooleanEncoding;
import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.encode.VectorEncoding;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.RecordSchema;
import java.util.List;
import java.util.Locale;

/** The fields of a schema with what was learnt about each. */
final class FieldTable {

  /** More categories than fit a line are counted, not listed. */
  private static final int SHOWN_CATEGORIES = 6;

  private FieldTable() {}

  static String of(RecordSchema schema, FeatureEncoder encoder) {
    TextTable table = new TextTable().row("name", "at", "type", "missing", "features", "learnt");
    for (int i = 0; i < schema.fields().size(); i++) {
      FieldSpec field = schema.fields().get(i);
      table.row(
          field.name(),
          field.pointer(),
          field.type().getClass().getSimpleName().toLowerCase(Locale.ROOT),
          field.missing().name().toLowerCase(Locale.ROOT),
          Integer.toString(encoder.width(i)),
          learnt(encoder.fields().get(i)));
    }
    return table.text();
  }

  private static String learnt(FieldEncoding encoding) {
    if (encoding instanceof NumericEncoding numeric) {
      return scale(numeric.scale());
    } else if (encoding instanceof CategoricalEncoding categorical) {
      List<String> all = categorical.categories();
      String shown = String.join(", ", all.subList(0, Math.min(SHOWN_CATEGORIES, all.size())));
      return all.size() <= SHOWN_CATEGORIES
          ? shown
          : shown + " and " + (all.size() - SHOWN_CATEGORIES) + " more";
    } else if (encoding instanceof BooleanEncoding bool) {
      return "mostly " + bool.typical();
    } else if (encoding instanceof VectorEncoding vector) {
      return vector.scales().isEmpty() ? "" : "first: " + scale(vector.scales().get(0));
    }
    return "hour and weekday";
  }

  private static String scale(NumberScale scale) {
    return String.format(Locale.ROOT, "center %.5g, scale %.5g", scale.center(), scale.scale());
  }
}
