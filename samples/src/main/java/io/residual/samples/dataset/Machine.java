package io.residual.samples.dataset;

import java.util.Random;

/**
 * One simulated press: a work schedule that drives speed and torque, and heat that lags behind.
 *
 * <p>A machine runs a job, stands idle or is set up for the next job with its door open, and goes
 * round like that. The mode changes only once the machine has come to rest, so that the mode and
 * the speed never disagree on a sound machine.
 */
final class Machine {

  /** Seconds for the speed to make 63 % of a change. */
  private static final double RAMP_SECONDS = 4;

  /**
   * Seconds for the heat to make 63 % of a change: far longer, so heat is a quantity of its own.
   */
  private static final double HEAT_SECONDS = 150;

  private static final double AT_REST = 0.01;
  private static final double SECONDS_A_DAY = 86_400;

  /** What a machine does. */
  enum Mode {
    RUN,
    IDLE,
    SETUP
  }

  private final Random random;
  private Mode mode = Mode.IDLE;
  private double jobSpeed;
  private double jobTorque;
  private double strokeSeconds = 20;
  private double swaySeconds = 60;
  private double remainingSeconds;
  private double elapsedSeconds;
  private double speed;
  private double torque;
  private double heat;
  private double ambient = 22;

  Machine(long seed) {
    this.random = new Random(seed);
    // Machines start at different points of their rounds.
    this.remainingSeconds = 5 + random.nextInt(60);
    this.heat = 0.4 * random.nextDouble();
  }

  /** Moves on by a time step. */
  void advance(double seconds, double secondOfDay) {
    remainingSeconds -= seconds;
    elapsedSeconds += seconds;
    if (remainingSeconds <= 0 && (mode != Mode.RUN || speed < AT_REST)) {
      beginNext();
    }
    double targetSpeed = targetSpeed();
    speed += (targetSpeed - speed) * (1 - StrictMath.exp(-seconds / RAMP_SECONDS));
    torque = torqueAt(speed);
    double heating = 0.75 * torque * speed + 0.25 * speed;
    heat += (heating - heat) * (1 - StrictMath.exp(-seconds / HEAT_SECONDS));
    // The hall warms up by day; far less than a fault, so two sensors need not find it out.
    ambient = 22 + 0.4 * StrictMath.sin(2 * StrictMath.PI * secondOfDay / SECONDS_A_DAY);
  }

  Mode mode() {
    return mode;
  }

  /** Open for the whole of a setup, closed otherwise. */
  boolean doorOpen() {
    return mode == Mode.SETUP;
  }

  /** Whether a job runs at its speed, and will for this long. */
  boolean runsFor(double seconds) {
    return mode == Mode.RUN && elapsedSeconds > 20 && remainingSeconds > seconds;
  }

  /** Whether a job runs, from its start to when it begins to slow down. */
  boolean runs() {
    return mode == Mode.RUN && elapsedSeconds > 20 && remainingSeconds > 0;
  }

  double trueValue(Sensor sensor) {
    return sensor.read(speed, torque, heat, ambient);
  }

  /** What the sensor would show under another load, warm as the machine is. */
  double valueAtLoad(Sensor sensor, double otherSpeed, double otherTorque) {
    return sensor.read(otherSpeed, otherTorque, heat, ambient);
  }

  private void beginNext() {
    elapsedSeconds = 0;
    double choice = random.nextDouble();
    if (mode == Mode.RUN) {
      mode = choice < 0.45 ? Mode.IDLE : Mode.SETUP;
      remainingSeconds = 20 + random.nextInt(40);
    } else if (mode == Mode.IDLE && choice < 0.3) {
      mode = Mode.SETUP;
      remainingSeconds = 20 + random.nextInt(40);
    } else {
      mode = Mode.RUN;
      remainingSeconds = 100 + random.nextInt(140);
    }
    jobSpeed = 0.45 + 0.5 * random.nextDouble();
    jobTorque = 0.3 + 0.6 * random.nextDouble();
    strokeSeconds = 12 + 28 * random.nextDouble();
    swaySeconds = 40 + 60 * random.nextDouble();
  }

  private double targetSpeed() {
    return switch (mode) {
      case IDLE -> 0;
      case SETUP -> remainingSeconds > 12 ? 0.15 : 0;
      case RUN ->
          remainingSeconds > 0
              ? jobSpeed + 0.05 * StrictMath.sin(2 * StrictMath.PI * elapsedSeconds / swaySeconds)
              : 0;
    };
  }

  private double torqueAt(double currentSpeed) {
    if (mode != Mode.RUN) {
      return 0.1 * currentSpeed;
    }
    double stroke = 1 + 0.3 * StrictMath.sin(2 * StrictMath.PI * elapsedSeconds / strokeSeconds);
    // No torque without motion, full torque from a quarter of the speed.
    return jobTorque * stroke / 1.3 * StrictMath.min(1, currentSpeed / 0.25);
  }
}
