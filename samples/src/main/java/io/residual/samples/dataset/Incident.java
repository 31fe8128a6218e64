package io.residual.samples.dataset;

import java.util.Random;

/** One fault of one sensor, from its start to its end. */
final class Incident {

  private final int number;
  private final FaultKind kind;
  private final Sensor sensor;
  private final double durationSeconds;
  private final double magnitude;
  private final double ghostSeconds;
  private final double frozenValue;
  private double elapsedSeconds;

  /** Plans an incident that begins now; {@code lastShown} is what the sensor showed last. */
  Incident(int number, FaultKind kind, Sensor sensor, double lastShown, Random random) {
    this.number = number;
    this.kind = kind;
    this.sensor = sensor;
    this.frozenValue = lastShown;
    double sign = random.nextBoolean() ? 1 : -1;
    double size = random.nextDouble();
    this.magnitude = sign * relativeMagnitude(kind, size) * sensor.span();
    this.durationSeconds = minimumSeconds(kind) * (1 + size);
    this.ghostSeconds = 40 + 30 * random.nextDouble();
  }

  /** The least time that an incident of a kind lasts; at most it lasts twice that. */
  static double minimumSeconds(FaultKind kind) {
    return switch (kind) {
      case SPIKE -> 1.5;
      case LEVEL_SHIFT -> 25;
      case DRIFT -> 60;
      case STUCK_SENSOR -> 80;
      case BROKEN_CORRELATION -> 35;
    };
  }

  /**
   * How long the machine must go on working when an incident begins. A stuck sensor outlasts the
   * job on purpose: what gives it away best is that the machine stops and it does not.
   */
  static double workSeconds(FaultKind kind) {
    return kind == FaultKind.STUCK_SENSOR ? 20 : minimumSeconds(kind);
  }

  private static double relativeMagnitude(FaultKind kind, double size) {
    return switch (kind) {
      case SPIKE -> 0.3 + 0.3 * size;
      case LEVEL_SHIFT -> 0.2 + 0.2 * size;
      case DRIFT -> 0.3 + 0.3 * size;
      case STUCK_SENSOR, BROKEN_CORRELATION -> 0;
    };
  }

  int number() {
    return number;
  }

  FaultKind kind() {
    return kind;
  }

  Sensor sensor() {
    return sensor;
  }

  void advance(double seconds) {
    elapsedSeconds += seconds;
  }

  /** A correlation can only be broken in range while the machine works. */
  boolean isOver(Machine machine) {
    return elapsedSeconds >= durationSeconds
        || (kind == FaultKind.BROKEN_CORRELATION && !machine.runs());
  }

  /** What the faulty sensor shows instead of the sound value, without noise if it is frozen. */
  double shown(double sound, Machine machine) {
    return switch (kind) {
      case SPIKE, LEVEL_SHIFT -> sound + magnitude;
      case DRIFT -> sound + magnitude * StrictMath.min(1, elapsedSeconds / durationSeconds);
      case STUCK_SENSOR -> frozenValue;
      case BROKEN_CORRELATION -> {
        // Another machine's load: a slow swing over the whole working range, in its own rhythm.
        double phase = 2 * StrictMath.PI * elapsedSeconds / ghostSeconds;
        double noise = sound - machine.trueValue(sensor);
        yield noise
            + machine.valueAtLoad(
                sensor, 0.7 + 0.22 * StrictMath.sin(phase), 0.5 + 0.3 * StrictMath.sin(phase + 1));
      }
    };
  }
}
