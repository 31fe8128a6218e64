package io.residual.model.policy;

import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One entity's records put to a policy, one second apart unless a test says when. */
final class PolicyRun {

  /** The threshold of all records. */
  static final double THRESHOLD = 1;

  static final List<FieldSpec> FIELDS =
      List.of(
          FieldSpec.of("temperature", new FieldType.Numeric(Scaling.STANDARD)),
          FieldSpec.of("flow", new FieldType.Numeric(Scaling.STANDARD)));

  /** No field makes most of an error. */
  private static final double[] EVEN = {0.5, 0.5};

  final List<Incident> closed = new ArrayList<>();
  final List<PolicyDecision> decisions = new ArrayList<>();
  private final AlertPolicy policy;
  private PolicyState state;
  private long time = 1_000_000;
  private double[] shares = EVEN;
  private double[] deviations = {1, 1};
  private Excuses excuses = Excuses.NONE;

  PolicyRun(AlertSettings settings) {
    policy = new AlertPolicy(settings, FIELDS);
    state = policy.initial();
  }

  /** Series settings with a cool-down of ten seconds. */
  static AlertSettings tenSeconds() {
    return with(new CoolDown(null, 10_000L), 5.0, true);
  }

  static AlertSettings with(CoolDown coolDown, Double worse, boolean newCause) {
    return new AlertSettings(
        coolDown,
        0.8,
        worse,
        newCause,
        0,
        AlertSettings.SERIES.fields(),
        AlertSettings.SERIES.quietTimes(),
        null);
  }

  /** Series settings with a cool-down of ten seconds and a reminder. */
  static AlertSettings reminding(long millis) {
    return new AlertSettings(
        new CoolDown(null, 10_000L), 0.8, 5.0, false, 0, Map.of(), List.of(), millis);
  }

  /** The next records have these shares and deviations of temperature and flow. */
  PolicyRun fields(double share, double temperature, double flow) {
    shares = new double[] {share, 1 - share};
    deviations = new double[] {temperature, flow};
    return this;
  }

  /** The next records may be excused. */
  PolicyRun excusing(Excuses others) {
    excuses = others;
    return this;
  }

  /** Goes to another event time. */
  PolicyRun at(long millis) {
    time = millis;
    return this;
  }

  long time() {
    return time;
  }

  PolicyState state() {
    return state;
  }

  PolicyRun quiet(int records) {
    for (int i = 0; i < records; i++) {
      record(0.1);
    }
    return this;
  }

  /** A record of the given error, a second after the one before. */
  PolicyDecision record(double error) {
    long now = time;
    String id = "in-0-" + decisions.size();
    PolicyDecision decision =
        policy.decide(
            state,
            new JudgedRecord() {
              @Override
              public long eventTimeMillis() {
                return now;
              }

              @Override
              public double error() {
                return error;
              }

              @Override
              public double threshold() {
                return THRESHOLD;
              }

              @Override
              public String id() {
                return id;
              }

              @Override
              public double severity(double of) {
                return Math.min(1, of / 10);
              }

              @Override
              public FieldEvidence evidence() {
                return new Evidence(shares, deviations);
              }
            },
            excuses);
    state = decision.next();
    decision.closed().ifPresent(closed::add);
    decisions.add(decision);
    time += 1000;
    return decision;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Evidence(double[] shares, double[] deviations) implements FieldEvidence {

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
      return deviations[field];
    }
  }
}
