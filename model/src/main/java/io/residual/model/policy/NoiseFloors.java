package io.residual.model.policy;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.NumberScale;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.encode.Scale;
import io.residual.model.record.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the noise floors of fields can be reached. A field is encoded within {@link
 * NumberScale#LIMIT}, so that no deviation is ever larger than from one end to the other: a floor
 * beyond, a slip of the unit, would silence the field for good.
 */
public final class NoiseFloors {

  private NoiseFloors() {}

  /**
   * What is wrong with the rules of fields.
   *
   * @param rules by the fields' names; names that the model does not have are passed over
   * @return by field, in the order of the schema; empty if all floors can be reached
   */
  public static List<String> outOfReach(
      Map<String, FieldRule> rules, List<FieldSpec> fields, FeatureEncoder encoder) {
    List<String> faults = new ArrayList<>();
    for (int field = 0; field < fields.size(); field++) {
      FieldRule rule = rules.get(fields.get(field).name());
      if (rule == null || !(encoder.fields().get(field) instanceof NumericEncoding numeric)) {
        continue;
      }
      double farthest = farthest(numeric.scale());
      if (rule.noise() >= farthest) {
        faults.add(
            String.format(
                Locale.ROOT,
                "the noise floor of '%s' is %.6g, which no deviation reaches: values of the field"
                    + " count up to %.6g from what is expected",
                fields.get(field).name(),
                rule.noise(),
                farthest));
      }
    }
    return faults;
  }

  private static double farthest(Scale scale) {
    return scale.decode(NumberScale.LIMIT) - scale.decode(-NumberScale.LIMIT);
  }
}
