package io.residual.trainer.evaluate.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.record.FieldSink;
import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordContext;
import io.residual.model.record.RecordSchema;
import io.residual.model.record.Scaling;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanterTest {

  private static final Set<String> ALL = Set.of("x", "y", "kind", "on", "v");

  private static final RecordSchema SCHEMA =
      RecordSchema.of(
          List.of(
              new FieldSpec(
                  "x", "/x", new FieldType.Numeric(Scaling.STANDARD), MissingRule.INDICATOR),
              FieldSpec.of("y", new FieldType.Numeric(Scaling.STANDARD)),
              FieldSpec.of("kind", new FieldType.Categorical(8)),
              FieldSpec.of("on", new FieldType.Bool()),
              FieldSpec.of("v", new FieldType.Vector(3, Scaling.STANDARD))));

  private final CapturedRows rows = captured(1000, 2);

  private static CapturedRows captured(int count, int entities) {
    CapturedRows rows = new CapturedRows(SCHEMA, 5000);
    Random random = new Random(4);
    for (int i = 0; i < count; i++) {
      FieldSink sink = rows.next();
      if (i % 50 == 0) {
        sink.missing(0);
      } else {
        sink.number(0, 10 * random.nextGaussian());
      }
      sink.number(1, random.nextGaussian());
      sink.category(2, i % 100 == 99 ? "odd" : i % 3 == 0 ? "b" : "a");
      sink.bool(3, i % 7 != 0);
      for (int element = 0; element < 3; element++) {
        sink.element(4, element, element == 2 ? 5 : random.nextGaussian());
      }
      rows.keep(sink, new RecordContext("e" + i % entities, OptionalLong.of(i)));
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(PlantedKind.class)
  void everyKindCanBePlantedAndIsTheSameForTheSameSeed(PlantedKind kind) {
    for (double strength : kind.strengths()) {
      List<PlantedEvent> events = new Planter(rows, ALL, 1).events(kind, strength, 0);

      assertThat(events)
          .isNotEmpty()
          .isEqualTo(new Planter(rows, ALL, 1).events(kind, strength, 0));
      assertThat(events).isNotEqualTo(new Planter(rows, ALL, 2).events(kind, strength, 0));
      assertThat(events).isNotEqualTo(new Planter(rows, ALL, 1).events(kind, strength, 1));
      Set<Integer> changed = new HashSet<>();
      int longest = 0;
      for (PlantedEvent event : events) {
        longest = Math.max(longest, event.rows().size());
        for (int row : event.rows()) {
          assertThat(changed.add(row)).as("row %d in one event only", row).isTrue();
          assertThat(rows.context(row).entity())
              .isEqualTo(rows.context(event.rows().get(0)).entity());
        }
      }
      assertThat(longest).isLessThanOrEqualTo(kind.rows());
      assertThat(changed).hasSizeLessThanOrEqualTo(rows.rows() / 5);
    }
  }

  @Test
  void everyEditChangesItsRow() {
    for (PlantedKind kind : PlantedKind.values()) {
      for (PlantedEvent event :
          new Planter(rows, ALL, 3).events(kind, kind.strengths().get(0), 0)) {
        event
            .edits()
            .forEach(
                (row, edits) ->
                    assertThat(edits)
                        .allSatisfy(
                            edit -> {
                              Object before = rows.value(row, rows.field(edit.field()));
                              Object old =
                                  before instanceof double[] vector
                                      ? (Object) vector[edit.element()]
                                      : before;
                              assertThat(edit.value()).isNotEqualTo(old);
                            }));
      }
    }
  }

  @Test
  void strengthsAreInSpreadsAndDifferInNothingElse() {
    Planter planter = new Planter(rows, Set.of("x"), 1);
    List<PlantedEvent> weak = planter.events(PlantedKind.SPIKE, 1, 0);
    List<PlantedEvent> strong = planter.events(PlantedKind.SPIKE, 8, 0);

    assertThat(strong).hasSameSizeAs(weak);
    for (int i = 0; i < weak.size(); i++) {
      int row = weak.get(i).rows().get(0);
      assertThat(strong.get(i).rows()).containsExactly(row);
      double value = (Double) rows.value(row, 0);
      double near = (Double) weak.get(i).edits().get(row).get(0).value() - value;
      double far = (Double) strong.get(i).edits().get(row).get(0).value() - value;
      // The field's standard deviation is 10, to within what 1000 rows tell.
      assertThat(Math.abs(near)).isCloseTo(10, within(1.0));
      assertThat(far).isCloseTo(8 * near, within(1e-9));
    }
  }

  @Test
  void aDriftGrowsAndALevelDoesNot() {
    Planter planter = new Planter(rows, Set.of("y"), 1);
    PlantedEvent drift = planter.events(PlantedKind.DRIFT, 4, 0).get(0);
    PlantedEvent level = planter.events(PlantedKind.LEVEL_SHIFT, 4, 0).get(0);

    assertThat(Math.abs(distance(drift, 0))).isLessThan(0.2);
    assertThat(Math.abs(distance(drift, drift.rows().size() - 1))).isBetween(3.5, 4.5);
    assertThat(distance(level, 0)).isCloseTo(distance(level, 19), within(1e-9));
  }

  private double distance(PlantedEvent event, int at) {
    int row = event.rows().get(at);
    return (Double) event.edits().get(row).get(0).value() - (Double) rows.value(row, 1);
  }

  @Test
  void onlyTheNamedFieldsAreChangedAndConstantNumbersNever() {
    Planter planter = new Planter(rows, Set.of("v"), 1);
    for (PlantedEvent event : planter.events(PlantedKind.SPIKE, 2, 0)) {
      event
          .edits()
          .values()
          .forEach(
              edits -> assertThat(edits).allMatch(e -> e.field().equals("v") && e.element() < 2));
    }
    assertThat(planter.events(PlantedKind.UNSEEN_CATEGORY, 1, 0)).isEmpty();
    assertThat(planter.events(PlantedKind.MISSING_VALUE, 1, 0)).isEmpty();
    assertThat(new Planter(rows, Set.of("x"), 1).events(PlantedKind.SWAPPED_FIELDS, 1, 0))
        .isEmpty();
  }

  @Test
  void onlyFieldsThatMayBeMissingGoMissing() {
    for (PlantedEvent event : new Planter(rows, ALL, 1).events(PlantedKind.MISSING_VALUE, 1, 0)) {
      event
          .edits()
          .values()
          .forEach(
              edits -> assertThat(edits).allMatch(e -> e.field().equals("x") && e.value() == null));
    }
  }

  @Test
  void shortSeriesGetShorterEventsOrNone() {
    Planter few = new Planter(captured(60, 1), ALL, 1);
    Planter scattered = new Planter(captured(60, 60), ALL, 1);

    assertThat(few.events(PlantedKind.LEVEL_SHIFT, 4, 0))
        .isNotEmpty()
        .allMatch(event -> event.rows().size() <= 12);
    assertThat(scattered.events(PlantedKind.LEVEL_SHIFT, 4, 0)).isEmpty();
    assertThat(scattered.events(PlantedKind.SPIKE, 4, 0)).isNotEmpty();
  }

  @Test
  void rowsArePlayedAsTheyWereCapturedAndEditsApplyToThatPlayOnly() {
    PlantedEvent event =
        new PlantedEvent(
            Map.of(1, List.of(new Edit("v", 1, 7.5), new Edit("kind", Edit.WHOLE, "z"))));
    CapturedRows copy = new CapturedRows(SCHEMA, 10);
    for (PlantedEvent played : new PlantedEvent[] {event, null}) {
      FieldSink sink = copy.next();
      copy.keep(sink, rows.play(1, played, sink));
    }

    assertThat((double[]) copy.value(0, 4))
        .containsExactly(((double[]) rows.value(1, 4))[0], 7.5, 5);
    assertThat(copy.value(0, 2)).isEqualTo("z");
    assertThat(copy.value(0, 1)).isEqualTo(rows.value(1, 1));
    assertThat((double[]) copy.value(1, 4)).isEqualTo((double[]) rows.value(1, 4));
    assertThat(copy.value(1, 2)).isEqualTo(rows.value(1, 2));
    assertThat(copy.context(0)).isEqualTo(rows.context(1));
  }

  @Test
  void commonFieldsHaveTheSamePlaceTypeAndRule() {
    RecordSchema other =
        RecordSchema.of(
            List.of(
                FieldSpec.of("x", new FieldType.Numeric(Scaling.STANDARD)),
                FieldSpec.of("y", new FieldType.Numeric(Scaling.of(Scaling.Method.ROBUST))),
                FieldSpec.of("kind", new FieldType.Bool())));

    assertThat(Planter.commonFields(SCHEMA, other)).containsExactly("y");
  }
}
