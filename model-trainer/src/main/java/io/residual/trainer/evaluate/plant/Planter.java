package io.residual.trainer.evaluate.plant;

import io.residual.model.record.FieldSpec;
import io.residual.model.record.FieldType;
import io.residual.model.record.MissingRule;
import io.residual.model.record.RecordSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Plans where anomalies are planted into captured rows, and which. The same rows, fields and seed
 * give the same plan, whatever the model. Immutable once made, apart from the rows; thread safe if
 * those are captured.
 *
 * <p>Events keep apart: of the rows at most a tenth (single rows) or a fifth (runs) is changed, so
 * that rolling thresholds see a stream that is mostly as it was.
 */
public final class Planter {

  /** A tenth of the rows is changed at most, or a fifth where an event takes many rows. */
  private static final int SLOT_OF_SINGLE_ROWS = 10;

  private static final int SLOT_LENGTHS = 5;

  /** A level or a drift of fewer rows is a spike. */
  private static final int FEWEST_ROWS = 3;

  /** More events narrow no interval that anybody looks at. */
  private static final int MAX_EVENTS = 150;

  /** Attempts to find a field and a row that a change of the kind really changes. */
  private static final int ATTEMPTS = 8;

  private static final String UNSEEN = "value that never occurred";

  private final CapturedRows rows;
  private final long seed;
  private final List<NumericTarget> numbers;
  private final List<RareValue> rare;
  private final List<Integer> texts;
  private final List<Integer> discrete;
  private final List<Integer> missable;

  /**
   * A planter for the given rows.
   *
   * @param fields names of the fields that may be changed
   */
  public Planter(CapturedRows rows, Set<String> fields, long seed) {
    this.rows = rows;
    this.seed = seed;
    this.numbers = NumericTarget.of(rows, fields);
    this.rare = RareValue.of(rows, fields);
    this.texts =
        numbersOf(
            fields,
            field ->
                field.type() instanceof FieldType.Categorical
                    || field.type() instanceof FieldType.Text);
    this.discrete =
        numbersOf(
            fields,
            field ->
                field.type() instanceof FieldType.Categorical
                    || field.type() instanceof FieldType.Bool);
    // A field whose rule is "typical" must not raise an alert when it is missing: nothing to find.
    this.missable = numbersOf(fields, field -> field.missing() == MissingRule.INDICATOR);
  }

  private List<Integer> numbersOf(Set<String> names, Predicate<FieldSpec> condition) {
    List<Integer> found = new ArrayList<>();
    for (int field = 0; field < rows.schema().fields().size(); field++) {
      FieldSpec spec = rows.schema().fields().get(field);
      if (names.contains(spec.name()) && condition.test(spec)) {
        found.add(field);
      }
    }
    return found;
  }

  /** Names of the fields that two schemas share, with the same place, type and missing rule. */
  public static Set<String> commonFields(RecordSchema one, RecordSchema other) {
    return one.fields().stream()
        .filter(field -> other.fields().stream().anyMatch(that -> alike(field, that)))
        .map(FieldSpec::name)
        .collect(Collectors.toSet());
  }

  private static boolean alike(FieldSpec one, FieldSpec other) {
    return one.name().equals(other.name())
        && one.pointer().equals(other.pointer())
        && one.type().getClass() == other.type().getClass()
        && one.missing() == other.missing();
  }

  /**
   * The events of one replay.
   *
   * @param strength one of the kind's
   * @param round different ones give other places, fields and directions
   * @return in the order of their first rows; empty if the rows have nothing to change in this way
   */
  public List<PlantedEvent> events(PlantedKind kind, double strength, int round) {
    // Whatever the strength: places, fields and directions are the same, so that only it differs.
    Random random = new Random((seed * 31 + kind.name().hashCode()) * 31 + round);
    List<List<Integer>> places = kind.rows() == 1 ? singles(random) : runs(kind, random);
    Collections.shuffle(places, random);
    List<PlantedEvent> events = new ArrayList<>();
    for (List<Integer> place : places) {
      PlantedEvent event = null;
      for (int attempt = 0; attempt < ATTEMPTS && event == null; attempt++) {
        event = event(kind, strength, place, random);
      }
      if (event != null) {
        events.add(event);
      }
      if (events.size() == MAX_EVENTS) {
        break;
      }
    }
    events.sort(Comparator.comparing(event -> event.rows().get(0)));
    return events;
  }

  private List<List<Integer>> singles(Random random) {
    List<List<Integer>> places = new ArrayList<>();
    int slot = Math.min(SLOT_OF_SINGLE_ROWS, Math.max(1, rows.rows()));
    for (int from = 0; from + slot <= rows.rows(); from += slot) {
      places.add(List.of(from + random.nextInt(slot)));
    }
    return places;
  }

  private List<List<Integer>> runs(PlantedKind kind, Random random) {
    List<List<Integer>> series = rows.series();
    int longest = series.stream().mapToInt(List::size).max().orElse(0);
    int length = Math.min(kind.rows(), longest / SLOT_LENGTHS);
    List<List<Integer>> places = new ArrayList<>();
    if (length < FEWEST_ROWS) {
      return places;
    }
    int slot = SLOT_LENGTHS * length;
    for (List<Integer> indices : series) {
      for (int from = 0; from + slot <= indices.size(); from += slot) {
        int start = from + random.nextInt(slot - length + 1);
        places.add(indices.subList(start, start + length));
      }
    }
    return places;
  }

  private PlantedEvent event(
      PlantedKind kind, double strength, List<Integer> place, Random random) {
    Map<Integer, List<Edit>> edits = new HashMap<>();
    switch (kind) {
      case SPIKE, LEVEL_SHIFT, DRIFT -> move(kind, strength, place, random, edits);
      case STUCK_VALUE -> stick(place, random, edits);
      case SWAPPED_FIELDS -> swap(place.get(0), random, edits);
      case BROKEN_CORRELATION -> mix(strength, place.get(0), random, edits);
      case RARE_CATEGORY -> rare(place.get(0), random, edits);
      case UNSEEN_CATEGORY -> set(texts, UNSEEN, place.get(0), random, edits);
      case MISSING_VALUE -> set(missable, null, place.get(0), random, edits);
      default -> throw new IllegalStateException("no way to plant " + kind);
    }
    return edits.isEmpty() ? null : new PlantedEvent(edits);
  }

  private void move(
      PlantedKind kind,
      double strength,
      List<Integer> place,
      Random random,
      Map<Integer, List<Edit>> edits) {
    if (numbers.isEmpty()) {
      return;
    }
    NumericTarget target = pick(numbers, random);
    double distance = (random.nextBoolean() ? strength : -strength) * target.spread();
    for (int i = 0; i < place.size(); i++) {
      Double value = target.value(rows, place.get(i));
      double part = kind == PlantedKind.DRIFT ? (i + 1.0) / place.size() : 1;
      if (value != null) {
        edits.put(place.get(i), List.of(target.to(value + part * distance)));
      }
    }
  }

  private void stick(List<Integer> place, Random random, Map<Integer, List<Edit>> edits) {
    if (numbers.isEmpty()) {
      return;
    }
    NumericTarget target = pick(numbers, random);
    Double stuck = target.value(rows, place.get(0));
    for (int row : place) {
      Double value = target.value(rows, row);
      if (stuck != null && value != null && !value.equals(stuck)) {
        edits.put(row, List.of(target.to(stuck)));
      }
    }
    // A number that hardly ever changes is not stuck when it does not.
    if (2 * edits.size() < place.size()) {
      edits.clear();
    }
  }

  private void swap(int row, Random random, Map<Integer, List<Edit>> edits) {
    if (numbers.size() < 2) {
      return;
    }
    NumericTarget one = pick(numbers, random);
    NumericTarget other = pick(numbers, random);
    Double first = one.value(rows, row);
    Double second = other.value(rows, row);
    if (first != null && second != null && !first.equals(second)) {
      edits.put(row, List.of(one.to(second), other.to(first)));
    }
  }

  private void mix(double part, int row, Random random, Map<Integer, List<Edit>> edits) {
    int all = numbers.size() + discrete.size();
    if (all < 2) {
      return;
    }
    int donor = random.nextInt(rows.rows());
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      chosen.add(i);
    }
    Collections.shuffle(chosen, random);
    List<Edit> mixed = new ArrayList<>();
    for (int i : chosen.subList(0, Math.max(1, (int) (part * all)))) {
      Object here;
      Edit edit;
      if (i < numbers.size()) {
        here = numbers.get(i).value(rows, row);
        edit =
            new Edit(
                numbers.get(i).field(),
                numbers.get(i).element(),
                numbers.get(i).value(rows, donor));
      } else {
        int field = discrete.get(i - numbers.size());
        here = rows.value(row, field);
        edit =
            new Edit(
                rows.schema().fields().get(field).name(), Edit.WHOLE, rows.value(donor, field));
      }
      if (here != null && edit.value() != null && !edit.value().equals(here)) {
        mixed.add(edit);
      }
    }
    if (!mixed.isEmpty()) {
      edits.put(row, List.copyOf(mixed));
    }
  }

  private void rare(int row, Random random, Map<Integer, List<Edit>> edits) {
    if (rare.isEmpty()) {
      return;
    }
    RareValue value = pick(rare, random);
    Object here = rows.value(row, value.number());
    if (here != null && !here.equals(value.value())) {
      edits.put(row, List.of(new Edit(value.field(), Edit.WHOLE, value.value())));
    }
  }

  private void set(
      List<Integer> fields, Object value, int row, Random random, Map<Integer, List<Edit>> edits) {
    if (fields.isEmpty()) {
      return;
    }
    int field = pick(fields, random);
    if (rows.value(row, field) != null) {
      edits.put(
          row, List.of(new Edit(rows.schema().fields().get(field).name(), Edit.WHOLE, value)));
    }
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
