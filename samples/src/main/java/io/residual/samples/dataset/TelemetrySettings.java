package io.residual.samples.dataset;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * The size and the seed of the simulated stream.
 *
 * @param seed the same seed gives the same stream, byte for byte
 * @param machines number of machines, from 1
 * @param start event time of the first record
 * @param interval event time between two records of a machine
 * @param training length of the normal part, in event time
 * @param live length of the part with faults, in event time
 * @param faultEvery mean time from the end of a machine's incident to the start of its next
 */
public record TelemetrySettings(
    long seed,
    int machines,
    Instant start,
    Duration interval,
    Duration training,
    Duration live,
    Duration faultEvery) {

  public TelemetrySettings {
    requireNonNull(start, "start");
    if (machines < 1) {
      throw new IllegalArgumentException("machines is " + machines + "; give at least 1");
    }
    requirePositive("interval", interval);
    requirePositive("training", training);
    requirePositive("live", live);
    requirePositive("faultEvery", faultEvery);
  }

  /**
   * Four machines, 90 minutes of normal records and an hour with faults: 21,600 and 14,400 records.
   * Ninety minutes hold some forty jobs of each machine, enough to see all loads that occur.
   */
  public static TelemetrySettings defaults() {
    return new TelemetrySettings(
        1,
        4,
        Instant.parse("2026-01-01T06:00:00Z"),
        Duration.ofSeconds(1),
        Duration.ofMinutes(90),
        Duration.ofMinutes(60),
        Duration.ofMinutes(6));
  }

  /** The same with another seed. */
  public TelemetrySettings withSeed(long newSeed) {
    return new TelemetrySettings(newSeed, machines, start, interval, training, live, faultEvery);
  }

  /** The same with another number of machines. */
  public TelemetrySettings withMachines(int newMachines) {
    return new TelemetrySettings(seed, newMachines, start, interval, training, live, faultEvery);
  }

  /** The same with a normal part of another length. */
  public TelemetrySettings withTraining(Duration newTraining) {
    return new TelemetrySettings(seed, machines, start, interval, newTraining, live, faultEvery);
  }

  /** The same with a faulty part of another length. */
  public TelemetrySettings withLive(Duration newLive) {
    return new TelemetrySettings(seed, machines, start, interval, training, newLive, faultEvery);
  }

  long trainingSteps() {
    return training.dividedBy(interval);
  }

  long liveSteps() {
    return live.dividedBy(interval);
  }

  private static void requirePositive(String name, Duration value) {
    requireNonNull(value, name);
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + "; give more than zero");
    }
  }
}
