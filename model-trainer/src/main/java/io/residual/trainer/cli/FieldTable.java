package io.residual.trainer.cli;

import io.residual.model.encode.BooleanEncoding;
import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.ConstantScale;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.encode.FrequencyEncoding;
import io.residual.model.encode.HashEncoding;
import io.residual.model.encode.LogScale;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.encode.QuantileScale;
import io.residual.model.encode.Scale;
import io.residual.model.encode.TextEncoding;
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

  /** What was learnt about a field, and why so if that was chosen. */
  private static String learnt(FieldEncoding encoding) {
    String learnt = values(encoding);
    return encoding.reason() == null ? learnt : learnt + " (" + encoding.reason() + ")";
  }

  private static String values(FieldEncoding encoding) {
    if (encoding instanceof NumericEncoding numeric) {
      return scale(numeric.scale());
    } else if (encoding instanceof CategoricalEncoding oneHot) {
      return shown(oneHot.categories());
    } else if (encoding instanceof FrequencyEncoding frequency) {
      return "frequencies of " + shown(frequency.categories());
    } else if (encoding instanceof HashEncoding hash) {
      return "hashes of any category, often " + shown(hash.categories());
    } else if (encoding instanceof TextEncoding text) {
      return String.format(
          Locale.ROOT,
          "runs of %d to %d characters, %d examples",
          text.minGram(),
          text.maxGram(),
          text.examples().size());
    } else if (encoding instanceof BooleanEncoding bool) {
      return "mostly " + bool.typical();
    } else if (encoding instanceof VectorEncoding vector) {
      return vector.scales().isEmpty() ? "" : "first: " + scale(vector.scales().get(0));
    }
    return "hour and weekday";
  }

  private static String shown(List<String> all) {
    String shown = String.join(", ", all.subList(0, Math.min(SHOWN_CATEGORIES, all.size())));
    return all.size() <= SHOWN_CATEGORIES
        ? shown
        : shown + " and " + (all.size() - SHOWN_CATEGORIES) + " more";
  }

  private static String scale(Scale scale) {
    if (scale instanceof NumberScale line) {
      return String.format(Locale.ROOT, "center %.5g, scale %.5g", line.center(), line.scale());
    } else if (scale instanceof LogScale log) {
      return String.format(
          Locale.ROOT,
          "logarithms in units of %.5g, center %.5g, scale %.5g",
          log.unit(),
          log.center(),
          log.scale());
    } else if (scale instanceof ConstantScale constant) {
      return String.format(Locale.ROOT, "always %.5g: any other is news", constant.constant());
    }
    double[] values = ((QuantileScale) scale).values();
    return String.format(
        Locale.ROOT,
        "ranks from %.5g to %.5g, median %.5g",
        values[0],
        values[values.length - 1],
        scale.typical());
  }
}
