package io.residual.model.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.residual.model.threshold.ThresholdSettings.Method;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight slices of an hour, of 40 values together. */
class TimeSlicesTest {

  private static final long HOUR = 3_600_000;
  private static final int WINDOW = 64;
  private static final float[] CALIBRATED = {-1};

  private final TimeSlices slices =
      new TimeSlices(
          new ThresholdSettings(
              Method.SPOT, 1e-4, 0.98, WINDOW, 0, null, null, TimeSlices.SLICES * HOUR, null, null),
          0);
  private ThresholdState state = ThresholdState.of(0, new double[1]);

  private void add(double value, long time) {
    if (slices.isOver(state, time)) {
      state = ThresholdState.of(0, new double[1]);
    }
    state = slices.at(state, time);
    state.numbers()[0]++;
    state = slices.add(state, value);
    assertThat(state.codes()).hasSizeLessThanOrEqualTo(WINDOW);
  }

  private float[] sample(int least) {
    float[] sample = slices.sample(state, CALIBRATED, least);
    Arrays.sort(sample);
    return sample;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countsWhatIsInTheSpanWhateverItsClockDoes(long seed) {
    Random random = new Random(seed);
    TreeMap<Long, Integer> counts = new TreeMap<>();
    long newest = Long.MIN_VALUE;
    long clock = 0;
    for (int i = 0; i < 20_000; i++) {
      clock += random.nextInt(random.nextInt(400) == 0 ? 200 : 2) * 300_000L;
      long time = clock - random.nextInt(1_000_000);
      time = random.nextInt(3000) == 0 ? random.nextLong() : time;
      long slice = Math.floorDiv(time, HOUR);
      if (counts.isEmpty() || Math.abs((double) slice - newest) >= TimeSlices.SLICES) {
        counts.clear();
        newest = slice;
      }
      newest = Math.max(newest, slice);
      counts.headMap(newest - TimeSlices.SLICES, true).clear();
      // A late record counts as one of now.
      counts.merge(newest, 1, Integer::sum);
      add(1, time);
      int expected = counts.values().stream().mapToInt(Integer::intValue).sum();
      // Counts above 256 are rounded when their slice is over.
      assertThat(slices.values(state)).as("seed %d, %d", seed, i).isCloseTo(expected, within(0.5));
      assertThat(slices.records(state)).isEqualTo(slices.values(state));
    }
  }

  @Test
  void keepsAllValuesOfAnEntityThatHasFew() {
    for (int i = 1; i <= 20; i++) {
      add(i, 15 * 60_000L * i);
    }
    float[] all = slices.sample(state, CALIBRATED, 0);
    assertThat(all).hasSize(40).containsOnly(values(1, 20));
    add(21, (5 + TimeSlices.SLICES - 3) * HOUR);
    assertThat(sample(0)).containsOnly(values(12, 21));
  }

  private static float[] values(int from, int to) {
    float[] values = new float[to - from + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = from + i;
    }
    return values;
  }

  @Test
  void whatIsMissingComesFromTheCalibration() {
    for (int i = 1; i <= 10; i++) {
      add(i, i);
    }
    assertThat(count(sample(40), -1, 0)).isEqualTo(30);
    assertThat(count(sample(20), -1, 0)).isEqualTo(20);
    assertThat(count(sample(10), -1, 0)).isZero();
    assertThat(slices.values(state)).isEqualTo(10);
  }

  private static int count(float[] values, double from, double below) {
    int count = 0;
    for (float value : values) {
      count += value >= from && value < below ? 1 : 0;
    }
    return count;
  }

  /** Each slice of its own tens, from 100 records to 1,600 in it, then from 1,600 to 100. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyValueOfABusyHourAndOfAQuietOneIsAsLikelyInTheSample(boolean quieter) {
    int runs = 200;
    double[] seen = new double[TimeSlices.SLICES];
    double[] firstHalf = new double[TimeSlices.SLICES];
    for (int run = 0; run < runs; run++) {
      state = ThresholdState.of(0, new double[1]);
      for (int hour = 0; hour < TimeSlices.SLICES; hour++) {
        int records = records(hour, quieter);
        for (int i = 0; i < records; i++) {
          // Exact in a code, but not the same in all runs: the hash shall differ.
          double value = 10 * (hour + 1) + 5 * (2 * i / records) + run % 32 / 16.0;
          add(value, (100L * run + hour) * HOUR + i);
        }
      }
      float[] sample = sample(0);
      for (int hour = 0; hour < TimeSlices.SLICES; hour++) {
        seen[hour] += count(sample, 10 * (hour + 1), 10 * (hour + 2));
        firstHalf[hour] += count(sample, 10 * (hour + 1), 10 * (hour + 1) + 5);
      }
    }
    double all = 0;
    for (int hour = 0; hour < TimeSlices.SLICES; hour++) {
      all += records(hour, quieter);
    }
    for (int hour = 0; hour < TimeSlices.SLICES; hour++) {
      double share = records(hour, quieter) / all;
      assertThat(seen[hour] / runs / 40)
          .as("hour %d, but for one of 40 places", hour)
          .isCloseTo(share, within(0.025));
      if (share > 0.1) {
        assertThat(firstHalf[hour] / seen[hour]).as("hour %d", hour).isCloseTo(0.5, within(0.06));
      }
    }
  }

  private static int records(int hour, boolean quieter) {
    int place = quieter ? TimeSlices.SLICES - 1 - hour : hour;
    return 100 << (place / 2 + (place == 7 ? 1 : 0));
  }
}
