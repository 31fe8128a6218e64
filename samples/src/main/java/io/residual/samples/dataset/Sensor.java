package io.residual.samples.dataset;

import java.util.Locale;

/**
 * The sensors of a simulated press. Three hidden quantities drive eight sensors, so each sensor can
 * be told from the others: a value that disagrees with them is wrong, even within its range.
 *
 * <p>Speed {@code s}, torque {@code q} and stored heat {@code h} all run from 0 to 1. The formulas
 * follow the physics in shape (power is torque times speed, vibration grows with its square, warm
 * oil lowers the pressure), not any real machine.
 */
enum Sensor {
  /** Revolutions a minute. */
  RPM(1800),
  /** Motor current, A. */
  CURRENT(48),
  /** Electrical power, kW. */
  POWER(26),
  /** Vibration velocity, mm/s. */
  VIBRATION(4.2),
  /** Motor temperature, degrees Celsius. */
  TEMPERATURE(50),
  /** Oil temperature, degrees Celsius. */
  OIL_TEMPERATURE(38),
  /** Hydraulic pressure, bar. */
  PRESSURE(6.5),
  /** Coolant flow, litres a minute; the pump sits on the main shaft. */
  FLOW(58);

  /** Standard deviation of the measurement noise, as a share of the sensor's span. */
  static final double NOISE_SHARE = 0.01;

  private final double span;

  Sensor(double span) {
    this.span = span;
  }

  String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Distance between the smallest and the largest value of a sound machine. */
  double span() {
    return span;
  }

  double noiseSigma() {
    return NOISE_SHARE * span;
  }

  /** The true value, in the sensor's unit. */
  double read(double s, double q, double h, double ambient) {
    return switch (this) {
      case RPM -> 1800 * s;
      case CURRENT -> 4 + 40 * q + 8 * s;
      case POWER -> 0.8 + 22 * q * s + 4 * s;
      case VIBRATION -> 0.4 + 2.6 * s * s + 1.6 * q;
      case TEMPERATURE -> ambient + 46 * h + 4 * q;
      case OIL_TEMPERATURE -> ambient + 30 * h + 8 * s;
      case PRESSURE -> 1.5 + 5.5 * s + q - 1.2 * h;
      case FLOW -> 2 + 58 * s;
    };
  }
}
