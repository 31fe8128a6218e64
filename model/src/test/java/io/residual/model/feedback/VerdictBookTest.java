package io.residual.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.policy.Incident;
import io.residual.model.policy.JudgedRecord;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.Scaling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictBookTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long MODEL = 77;
  private static final double THRESHOLD = 2;
  private static final double WORSE = 5;
  private static final List<FieldSpec> FIELDS =
      List.of("rpm", "flow", "heat").stream()
          .map(name -> FieldSpec.of(name, new FieldType.Numeric(Scaling.STANDARD)))
          .toList();

  private static final double[] RPM = {0.9, 0.1, 0};

  private static final double[] FLOW = {0.2, 0.7, 0.1};
  private static final double[] EVEN = {0.34, 0.33, 0.33};

  private final VerdictBook book = new VerdictBook(FIELDS, "v1", MODEL, 6, WORSE, 3);
  private RecentAlerts alerts = RecentAlerts.NONE;

  private static Verdict verdict(String id, Verdict.Kind kind, int minute) {
    return about(id, kind, minute, null, "pump", "rpm").build();
  }

  /** A verdict to be completed. */
  private static final class Draft {
    private final String id;
    private final Verdict.Kind kind;
    private final int minute;
    private final String alert;
    private final String entity;
    private final List<String> fields;
    private Double error;
    private String model;
    private Instant from;
    private Instant until;

    Draft(String id, Verdict.Kind kind, int minute, String alert, String entity, String... fields) {
      this.id = id;
      this.kind = kind;
      this.minute = minute;
      this.alert = alert;
      this.entity = entity;
      this.fields = List.of(fields);
    }

    Draft error(double value, String version) {
      error = value;
      model = version;
      return this;
    }

    Draft between(Instant first, Instant last) {
      from = first;
      until = last;
      return this;
    }

    Verdict build() {
      Instant at = NOON.plus(Duration.ofMinutes(minute));
      return new Verdict(
          id, kind, alert, entity, fields, error, model, from, until, at, null, null);
    }
  }

  private static Draft about(
      String id, Verdict.Kind kind, int minute, String alert, String entity, String... fields) {
    return new Draft(id, kind, minute, alert, entity, fields);
  }

  private String excuse(String entity, double error, double[] shares, Instant time) {
    JudgedRecord record = new Judged(error, THRESHOLD, shares, time.toEpochMilli());
    return book.of(entity, alerts).excuse(record).orElse(null);
  }

  private void alerted(String id, double error, double[] shares) {
    alerts =
        alerts.with(
            MODEL,
            id,
            NOON.toEpochMilli(),
            error,
            Blame.of(Judged.evidenceOf(shares)),
            2,
            book::judges);
  }

  @Test
  void aFalseAlarmExcusesTheEntitysRecordsOfTheSameFields() {
    book.put(verdict("a", Verdict.Kind.FALSE_ALARM, 0));

    assertThat(excuse("pump", 3, RPM, NOON)).isEqualTo("a");
    assertThat(excuse("pump", 3, FLOW, NOON)).isNull();
    assertThat(excuse("pump", 3, EVEN, NOON)).isNull();
    assertThat(excuse("fan", 3, RPM, NOON)).isNull();
  }

  @Test
  void withoutFieldsAnyMayBeToBlameAndWithoutEntityAllAreMeant() {
    book.put(about("a", Verdict.Kind.FALSE_ALARM, 0, null, "pump").build());
    book.put(about("b", Verdict.Kind.FALSE_ALARM, 0, null, null, "flow", "heat").build());

    assertThat(excuse("pump", 3, EVEN, NOON)).isIn("a", "b");
    assertThat(excuse("fan", 3, FLOW, NOON)).isEqualTo("b");
    assertThat(excuse("fan", 3, RPM, NOON)).isNull();
  }

  @Test
  void aRecordFarWorseThanTheOneJudgedIsNotExcused() {
    book.put(about("a", Verdict.Kind.FALSE_ALARM, 0, null, "pump").error(8, "v1").build());

    assertThat(excuse("pump", WORSE * 8, RPM, NOON)).isEqualTo("a");
    assertThat(excuse("pump", Math.nextUp(WORSE * 8), RPM, NOON)).isNull();
  }

  @Test
  void anErrorThatSomebodyClaimsCountsNoFurtherThanTheJobHasSeenIt() {
    double credible = WORSE * THRESHOLD;
    book.put(about("a", Verdict.Kind.FALSE_ALARM, 0, null, "pump", "rpm").error(1e9, null).build());
    book.put(about("b", Verdict.Kind.EXPECTED, 0, null, null, "rpm").error(1e9, null).build());

    assertThat(excuse("pump", WORSE * credible, RPM, NOON)).isNotNull();
    assertThat(excuse("pump", Math.nextUp(WORSE * credible), RPM, NOON)).isNull();
    alerted("in-0-1", 300, FLOW);
    assertThat(excuse("pump", 300, RPM, NOON)).as("seen, but of another field").isNull();
    alerted("in-0-2", 100, RPM);
    assertThat(excuse("pump", WORSE * 100, RPM, NOON)).isNotNull();
    assertThat(excuse("pump", Math.nextUp(WORSE * 100), RPM, NOON)).isNull();
    alerts = alerts.with(MODEL + 1, "in-0-3", 0, 5, 2, 9, book::judges);
    assertThat(excuse("pump", 100, RPM, NOON)).as("seen by another model").isNull();
  }

  @Test
  void whatTheJobHasMeasuredCountsForMoreThanWhatIsClaimed() {
    alerted("in-0-1", 8, RPM);
    alerted("in-0-2", 500, RPM);
    book.put(about("x", Verdict.Kind.FALSE_ALARM, 0, "in-0-1", null).error(500, "v1").build());

    assertThat(excuse("pump", WORSE * 8, RPM, NOON)).isEqualTo("x");
    assertThat(excuse("pump", Math.nextUp(WORSE * 8), RPM, NOON)).isNull();
  }

  @Test
  void whereNoErrorWasJudgedTheThresholdIsTheMeasure() {
    book.put(verdict("a", Verdict.Kind.FALSE_ALARM, 0));

    assertThat(excuse("pump", WORSE * THRESHOLD, RPM, NOON)).isEqualTo("a");
    assertThat(excuse("pump", Math.nextUp(WORSE * THRESHOLD), RPM, NOON)).isNull();
  }

  @Test
  void anErrorOfAnotherModelIsNoMeasure() {
    book.put(about("a", Verdict.Kind.FALSE_ALARM, 0, null, "pump").error(800, "v0").build());

    assertThat(excuse("pump", 100, RPM, NOON)).isNull();
    assertThat(excuse("pump", 3, RPM, NOON)).isEqualTo("a");
  }

  @Test
  void anAlertsIdIsEnoughWhereTheAlertIsRemembered() {
    alerted("in-0-1", 8, RPM);
    alerted("in-0-2", 100, FLOW);
    book.put(about("in-0-1", Verdict.Kind.FALSE_ALARM, 0, "in-0-1", null).build());

    assertThat(excuse("pump", WORSE * 8, RPM, NOON)).isEqualTo("in-0-1");
    assertThat(excuse("pump", Math.nextUp(WORSE * 8), RPM, NOON)).isNull();
    assertThat(excuse("pump", 3, FLOW, NOON)).isNull();
    alerts = RecentAlerts.NONE;
    assertThat(excuse("pump", 3, RPM, NOON)).isNull();
  }

  @Test
  void alertsWithoutVerdictMakeRoomFirst() {
    alerted("in-0-1", 8, RPM);
    book.put(about("x", Verdict.Kind.FALSE_ALARM, 0, "in-0-1", null).build());
    for (int i = 2; i < 10; i++) {
      alerted("in-0-" + i, 8, FLOW);
    }

    assertThat(alerts.size()).isEqualTo(2);
    assertThat(alerts.find(Incident.number("in-0-1"))).isZero();
    assertThat(alerts.find(Incident.number("in-0-9"))).isEqualTo(1);
    assertThat(excuse("pump", 3, RPM, NOON)).isEqualTo("x");
  }

  @Test
  void whatIsRememberedUnderAnotherModelKeepsItsFieldsAndLosesItsError() {
    alerted("in-0-1", 800, RPM);
    alerts = alerts.with(MODEL + 1, "in-0-2", 0, 5, 1, 9, book::judges);
    book.put(about("x", Verdict.Kind.FALSE_ALARM, 0, "in-0-1", null).build());

    assertThat(excuse("pump", 100, RPM, NOON)).isNull();
    assertThat(excuse("pump", 3, RPM, NOON)).isEqualTo("x");
  }

  @Test
  void theNewestVerdictThatFitsDecides() {
    book.put(verdict("old", Verdict.Kind.FALSE_ALARM, 0));
    book.put(verdict("right", Verdict.Kind.CONFIRMED, 1));
    assertThat(excuse("pump", 3, RPM, NOON)).as("confirmed since").isNull();

    book.put(verdict("new", Verdict.Kind.FALSE_ALARM, 2));
    assertThat(excuse("pump", 3, RPM, NOON)).isEqualTo("new");

    book.remove("new");
    book.remove("right");
    assertThat(excuse("pump", 3, RPM, NOON)).isEqualTo("old");
  }

  @Test
  void aConfirmedAlertSaysNothingOfOtherFields() {
    book.put(about("old", Verdict.Kind.FALSE_ALARM, 0, null, "pump").build());
    book.put(verdict("right", Verdict.Kind.CONFIRMED, 1));

    assertThat(excuse("pump", 3, FLOW, NOON)).isEqualTo("old");
  }

  @Test
  void anOlderVerdictOnAWorseRecordStillHolds() {
    alerted("in-0-1", 100, RPM);
    book.put(about("bad", Verdict.Kind.FALSE_ALARM, 0, null, "pump").error(100, null).build());
    book.put(about("mild", Verdict.Kind.FALSE_ALARM, 1, null, "pump").error(3, null).build());

    assertThat(excuse("pump", 80, RPM, NOON)).isEqualTo("bad");
    assertThat(excuse("pump", 8, RPM, NOON)).isEqualTo("mild");
  }

  @Test
  void whatIsExpectedIsExcusedInItsTime() {
    Instant end = NOON.plusSeconds(60);
    book.put(about("a", Verdict.Kind.EXPECTED, 0, null, "pump").between(NOON, end).build());

    assertThat(excuse("pump", 3, RPM, NOON.minusMillis(1))).isNull();
    assertThat(excuse("pump", 3, RPM, NOON)).isEqualTo("a");
    assertThat(excuse("pump", 3, RPM, end)).isEqualTo("a");
    assertThat(excuse("pump", 3, RPM, end.plusMillis(1))).isNull();
  }

  @Test
  void aFalseAlarmIsForgottenThirtyDaysAfterTheAlert() {
    alerted("in-0-1", 8, RPM);
    book.put(about("x", Verdict.Kind.FALSE_ALARM, 99_999, "in-0-1", null).build());
    Instant last = NOON.plus(Verdict.DEFAULT_LIFETIME);

    assertThat(excuse("pump", 3, RPM, last)).isEqualTo("x");
    assertThat(excuse("pump", 3, RPM, last.plusMillis(1))).isNull();
  }

  @Test
  void verdictsOnAlertsAloneDoNotCrowdOutTheOthers() {
    book.put(verdict("known", Verdict.Kind.FALSE_ALARM, 0));
    for (int i = 1; i <= 20; i++) {
      String alert = "mills-0-" + i;
      Verdict unknown = about("unknown" + i, Verdict.Kind.FALSE_ALARM, i, alert, null).build();
      assertThat(book.put(unknown).map(Verdict::id))
          .isEqualTo(i < 3 ? Optional.empty() : Optional.of("unknown" + (i - 2)));
    }
    book.put(verdict("second", Verdict.Kind.FALSE_ALARM, 30));
    assertThat(book.put(verdict("third", Verdict.Kind.FALSE_ALARM, 31)).map(Verdict::id))
        .as("one of three on an alert alone is not too many")
        .hasValue("known");
  }

  @Test
  void theOldestMakesRoomAndTheSameIdTakesItsOwnPlace() {
    book.put(verdict("a", Verdict.Kind.FALSE_ALARM, 1));
    book.put(verdict("b", Verdict.Kind.FALSE_ALARM, 2));
    book.put(verdict("c", Verdict.Kind.FALSE_ALARM, 0));
    assertThat(book.put(verdict("c", Verdict.Kind.FALSE_ALARM, 9))).isEmpty();

    assertThat(book.put(verdict("d", Verdict.Kind.FALSE_ALARM, 5)).orElseThrow().id())
        .isEqualTo("a");
    assertThat(book.size()).isEqualTo(3);
  }
}
