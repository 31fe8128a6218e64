package io.residual.model.feedback;

import io.residual.model.policy.FieldEvidence;
import io.residual.model.policy.JudgedRecord;

/** A record above its threshold, of which fields have the given shares. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Judged(double error, double threshold, double[] shares, long eventTimeMillis)
    implements JudgedRecord {

  @Override
  public String id() {
    return "in-0-99";
  }

  @Override
  public double severity(double of) {
    return 0.5;
  }

  @Override
  public FieldEvidence evidence() {
    return evidenceOf(shares);
  }

  static FieldEvidence evidenceOf(double[] shares) {
    return new FieldEvidence() {
      @Override
      public int fields() {
        return shares.length;
      }

      @Override
      public double share(int field) {
        return shares[field];
      }

      @Override
      public double deviation(int field) {
        return 1;
      }
    };
  }
}
