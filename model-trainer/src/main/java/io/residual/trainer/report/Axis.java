package io.residual.trainer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a plot: which values there are, and where they go.
 *
 * @param label what is measured
 * @param low value at its beginning
 * @param high value at its end, above low
 * @param kind how values are laid out; both ends of a logarithmic axis are positive
 */
record Axis(String label, double low, double high, Kind kind) {

  /** How values are laid out. */
  enum Kind {
    /** Equal differences take equal lengths. */
    LINEAR,
    /** Equal ratios take equal lengths. */
    LOGARITHMIC,
    /** As LINEAR, of milliseconds since 1970. */
    TIME
  }

  /** A linear axis; widened if both ends are the same. */
  static Axis linear(String label, double low, double high) {
    return new Axis(label, low, high > low ? high : low + 1, Kind.LINEAR);
  }

  /** A logarithmic axis; widened if both ends are the same. */
  static Axis logarithmic(String label, double low, double high) {
    return new Axis(label, low, high > low ? high : 10 * low, Kind.LOGARITHMIC);
  }

  /** An axis of event time in milliseconds since 1970; widened if both ends are the same. */
  static Axis time(String label, double low, double high) {
    return new Axis(label, low, high > low ? high : low + 1000, Kind.TIME);
  }

  private boolean logarithmic() {
    return kind == Kind.LOGARITHMIC;
  }

  /** Where a value is, from 0 at the beginning to 1 at the end; values outside are moved there. */
  double at(double value) {
    double place =
        logarithmic()
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, place));
  }

  /** The value at a place from 0 to 1. */
  double value(double place) {
    return logarithmic() ? low * Math.pow(high / low, place) : low + place * (high - low);
  }

  /** Values worth a line and a number: about five. */
  List<Double> ticks() {
    return switch (kind) {
      case LINEAR -> roundSteps();
      case LOGARITHMIC -> powersOfTen();
      case TIME -> TimeTicks.of(low, high);
    };
  }

  /** A value of the axis as text, as short as it can be told. */
  String text(double value) {
    return kind == Kind.TIME ? TimeTicks.text(value, high - low) : Plot.number(value);
  }

  private List<Double> powersOfTen() {
    List<Double> ticks = new ArrayList<>();
    int first = (int) Math.ceil(Math.log10(low) - 1e-9);
    int last = (int) Math.floor(Math.log10(high) + 1e-9);
    int step = Math.max(1, (last - first + 4) / 5);
    for (int power = first; power <= last; power += step) {
      ticks.add(Math.pow(10, power));
    }
    // Less than a decade: powers of ten would leave the axis without numbers.
    return ticks.size() >= 2 ? ticks : List.of(low, value(0.5), high);
  }

  /** Steps of 1, 2 or 5 times a power of ten (Heckbert, Graphics Gems, 1990). */
  private List<Double> roundSteps() {
    double rough = (high - low) / 4;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double fraction = rough / power;
    double step = power * (fraction < 1.5 ? 1 : fraction < 3.5 ? 2 : fraction < 7.5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
