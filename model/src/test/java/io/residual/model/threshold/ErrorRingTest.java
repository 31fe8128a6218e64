package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.error.Calibration;
import io.residual.model.threshold.ThresholdSettings.Method;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rings that slide by event time: 20 slots of a minute. */
class ErrorRingTest {

  private static final int SLOTS = 20;
  private static final long MINUTE = 60_000;
  private static final Calibration CALIBRATION =
      Calibration.of(new Random(1).doubles(1000).toArray());

  private final ErrorRing ring = ring(false);
  private ThresholdState state = ThresholdState.empty(0);

  private static ErrorRing ring(boolean coded) {
    Method method = coded ? Method.QUANTILE : Method.MAD;
    return new ErrorRing(
        new ThresholdSettings(
            method, 1e-3, coded ? 0.5 : null, SLOTS, 0, null, null, SLOTS * MINUTE, null, null),
        CALIBRATION,
        coded);
  }

  private void add(double error, long time) {
    state = ring.add(ring.at(state, time), error, time);
  }

  private float[] sorted() {
    float[] errors = ring.errors(state);
    Arrays.sort(errors);
    return errors;
  }

  /** Which errors are not the calibration's, which are all below 1. */
  private Set<Float> known() {
    Set<Float> known = new TreeSet<>();
    for (float error : ring.errors(state)) {
      if (error >= 1) {
        known.add(error);
      }
    }
    return known;
  }

  @Test
  void aSlotHoldsTheFirstErrorOfItsTime() {
    add(5, 0);
    add(6, 59_999);
    add(7, 60_000);

    assertThat(known()).containsExactly(5f, 7f);
  }

  @Test
  void whatIsOlderThanTheSpanComesFromTheCalibrationAgain() {
    for (int i = 0; i < 3 * SLOTS; i++) {
      add(100 + i, i * MINUTE);
      assertThat(known()).hasSize(Math.min(i + 1, SLOTS));
    }
    assertThat(known()).contains(140f, 159f).doesNotContain(139f);

    long later = (3 * SLOTS - 1 + 17) * MINUTE;
    add(7, later);
    assertThat(known()).as("three of before, one new").containsExactly(7f, 157f, 158f, 159f);
    assertThat(sorted()[SLOTS - 5]).as("the calibration's").isLessThan(1);
    add(8, later + SLOTS * MINUTE);
    assertThat(known()).containsExactly(8f);
  }

  @Test
  void aQuarterOfTheSlotsStandsForAll() {
    for (int i = 1; i <= SLOTS / 4; i++) {
      assertThat(sorted()[0]).as("the calibration's").isLessThan(1);
      add(i, 2 * MINUTE * i);
    }
    assertThat(sorted())
        .containsExactly(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5);
  }

  @Test
  void aLateRecordFillsTheSlotOfItsTime() {
    add(5, 10 * MINUTE);
    add(6, 3 * MINUTE);
    assertThat(known()).containsExactly(5f, 6f);
    add(7, 3 * MINUTE + 1);
    assertThat(known()).as("of each slot the first").containsExactly(5f, 6f);
    add(8, (3 + SLOTS) * MINUTE);
    assertThat(known()).as("too old in its turn").containsExactly(5f, 8f);
  }

  @Test
  void oneRecordFromAheadDoesNotStopLearning() {
    add(1, (SLOTS - 1) * MINUTE);
    for (int i = 0; i < SLOTS - 1; i++) {
      add(10 + i, i * MINUTE);
    }
    assertThat(known()).hasSize(SLOTS);
  }

  @Test
  void aClockThatRanYearsAheadDoesNotStopLearning() {
    add(5, 0);
    add(6, Long.MAX_VALUE);
    assertThat(known()).hasSize(1);
    for (int i = 1; i <= SLOTS; i++) {
      add(10 + i, i * MINUTE);
    }
    assertThat(sorted()).startsWith(11f).endsWith(30f);
    add(6, Long.MIN_VALUE);
    assertThat(known()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void equalsAMapOfSlots(long seed) {
    Random random = new Random(seed);
    for (boolean coded : new boolean[] {false, true}) {
      ErrorRing tested = ring(coded);
      ThresholdState now = ThresholdState.empty(0);
      TreeMap<Long, Float> slots = new TreeMap<>();
      long newest = 0;
      long clock = 0;
      for (int i = 0; i < 5000; i++) {
        clock += random.nextInt(random.nextInt(50) == 0 ? 40 : 2) * 30_000L;
        long time = clock - random.nextInt(100_000);
        float error = 1 + random.nextInt(1 << 8); // exact in codes
        long slot = Math.floorDiv(time, MINUTE);
        if (slots.isEmpty() || Math.abs(slot - newest) >= SLOTS) {
          slots.clear();
          newest = slot;
        }
        newest = Math.max(newest, slot);
        slots.headMap(newest - SLOTS, true).clear();
        slots.putIfAbsent(slot, error);
        now = tested.add(tested.at(now, time), error, time);
        float[] errors = tested.errors(now);
        Arrays.sort(errors);
        float[] expected = new float[slots.size()];
        int filled = 0;
        for (float value : slots.values()) {
          expected[filled++] = value;
        }
        Arrays.sort(expected);
        if (4 * filled >= SLOTS) {
          assertThat(errors).as("seed %d, record %d", seed, i).contains(expected);
          assertThat(errors).containsOnly(expected);
        } else {
          assertThat(Arrays.copyOfRange(errors, SLOTS - filled, SLOTS))
              .as("seed %d, record %d", seed, i)
              .containsExactly(expected);
        }
      }
    }
  }

  @Test
  void codesAreWithinAFifthOfAPercentAndInOrder() {
    Random random = new Random(9);
    float previous = 0;
    for (double error = 1e-37; error < 3e38; error *= 1 + random.nextDouble()) {
      float value = ErrorCode.value(ErrorCode.of(error));
      assertThat(Math.abs(value - error) / error).isLessThanOrEqualTo(1.0 / 512);
      assertThat(value).isGreaterThanOrEqualTo(previous);
      previous = value;
    }
    assertThat(ErrorCode.value(ErrorCode.of(0))).isZero();
    assertThat(ErrorCode.value(ErrorCode.of(Double.MAX_VALUE))).isFinite();
    assertThat(ErrorCode.value(ErrorCode.UNSET)).isNaN();
  }
}
