package io.residual.model.policy;

import io.residual.model.record.FieldSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies the rules of fields to the error of a record. Immutable and thread safe. */
final class FieldRules {

  /** By field; null for a field without a rule. */
  private final FieldRule[] rules;

  private final boolean none;

  FieldRules(List<FieldSpec> fields, Map<String, FieldRule> byName) {
    rules = fields.stream().map(field -> byName.get(field.name())).toArray(FieldRule[]::new);
    none = byName.isEmpty();
  }

  /**
   * The error that counts: that of the record without the fields that do not matter.
   *
   * @param error that counts; the record's own if all fields matter
   * @param suppressed why the record is not above its threshold after all
   */
  record Relevant(double error, Optional<Suppression> suppressed) {}

  Relevant of(JudgedRecord record) {
    if (none) {
      return new Relevant(record.error(), Optional.empty());
    }
    FieldEvidence evidence = record.evidence();
    double noise = 0;
    double wrongWay = 0;
    for (int field = 0; field < rules.length; field++) {
      double deviation = evidence.deviation(field);
      if (rules[field] != null && rules[field].isNoise(deviation)) {
        noise += evidence.share(field);
      } else if (rules[field] != null && rules[field].isWrongWay(deviation)) {
        wrongWay += evidence.share(field);
      }
    }
    double audible = record.error() * Math.max(0, 1 - noise);
    double relevant = record.error() * Math.max(0, 1 - noise - wrongWay);
    Optional<Suppression> suppressed = Optional.empty();
    if (!(audible > record.threshold())) {
      suppressed = Optional.of(Suppression.NOISE_FLOOR);
    } else if (!(relevant > record.threshold())) {
      suppressed = Optional.of(Suppression.DIRECTION);
    }
    return new Relevant(relevant, suppressed);
  }

  /**
   * The field that makes most of the error, among those that matter; -1 if none makes more than
   * half of the whole.
   */
  int cause(FieldEvidence evidence) {
    for (int field = 0; field < evidence.fields(); field++) {
      if (evidence.share(field) > 0.5 && matters(field, evidence.deviation(field))) {
        return field;
      }
    }
    return -1;
  }

  private boolean matters(int field, double deviation) {
    FieldRule rule = rules[field];
    return rule == null || !(rule.isNoise(deviation) || rule.isWrongWay(deviation));
  }
}
