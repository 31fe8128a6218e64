package io.residual.model.threshold;

/**
 * Errors in 16 bits: the upper bits of a float without its sign, which errors do not have. Eight
 * bits of exponent and eight of mantissa: a code stands for the error within 0.2% (2⁻⁹), over the
 * whole range of floats, and codes are ordered as errors are. Against that, the median of 240
 * errors is uncertain by several percent.
 */
final class ErrorCode {

  /** Stands for no error; decodes to NaN. */
  static final char UNSET = '\uffff';

  private static final int DROPPED_BITS = 15;

  /** The code of the largest finite float. */
  private static final int LARGEST = Float.floatToIntBits(Float.MAX_VALUE) >>> DROPPED_BITS;

  private ErrorCode() {}

  /**
   * The code nearest to an error.
   *
   * @param error finite and at least 0
   */
  static char of(double error) {
    int bits = Float.floatToIntBits((float) Math.min(error, Float.MAX_VALUE));
    int rounded = (bits + (1 << (DROPPED_BITS - 1))) >>> DROPPED_BITS;
    return (char) Math.min(LARGEST, rounded);
  }

  /** The error that a code stands for. */
  static float value(char code) {
    return Float.intBitsToFloat(code << DROPPED_BITS);
  }
}
