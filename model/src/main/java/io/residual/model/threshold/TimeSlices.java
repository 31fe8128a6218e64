package io.residual.model.threshold;

/**
 * Values of the last span of event time: how many there were, and a bounded sample of them. The
 * span is cut into {@value #SLICES} slices of equal length. When the time has moved on by a slice,
 * the oldest is forgotten with all that it held: so what a busy hour and a quiet one tell is
 * forgotten when they are over, not when enough has come after them.
 *
 * <p>Each slice counts its values and keeps some of them, every one with the same probability
 * (reservoir sampling: Vitter, ACM Transactions on Mathematical Software 11, 1985). The slices
 * share the places: the one that has most in excess of its share of the values gives a place up.
 * The random numbers are hashes of what is learnt: the same records always make the same sample.
 *
 * <p>Time that misbehaves: a late record counts in the open slice, so that one record from ahead
 * does not keep those after it from being learnt; at a record that is the span or more ahead or
 * behind, nothing that is known counts any more.
 *
 * <p>In a {@link ThresholdState}, {@code time} is the number of the open slice, {@code next} how
 * many values it has had, and {@code codes} are the slices, the open one first, no more than are
 * known: {@value #HEAD} codes of head, then the values kept.
 *
 * <p>Immutable, thread safe.
 */
final class TimeSlices {

  /** So the memory reaches back between seven eighths of the span and all of it. */
  static final int SLICES = 8;

  /** Stands for no place. */
  static final int NONE = -1;

  /** Values kept, as a number; values had and records, as codes, 0 while the slice is open. */
  private static final int HEAD = 3;

  private static final int VALUES = 1;
  private static final int RECORDS = 2;

  private final int capacity;
  private final long sliceMillis;
  private final int records;

  /**
   * Slices of the settings' span, of no more codes together than their window.
   *
   * @param records place in {@link ThresholdState#numbers()} of the number of records in the open
   *     slice, or {@link #NONE} if the rule does not count any
   */
  TimeSlices(ThresholdSettings settings, int records) {
    capacity = settings.window() - SLICES * HEAD;
    sliceMillis = Math.max(1, settings.spanMillis() / SLICES);
    this.records = records;
  }

  /** Whether nothing that a state knows counts at a time. */
  boolean isOver(ThresholdState state, long eventTimeMillis) {
    return state.time() != ThresholdState.NO_TIME
        && Math.abs(ahead(state, eventTimeMillis)) >= SLICES;
  }

  /** Slides to a time at which {@link #isOver} is false; the same state if no slice is over. */
  ThresholdState at(ThresholdState state, long eventTimeMillis) {
    if (state.time() == ThresholdState.NO_TIME) {
      return state.withTime(slice(eventTimeMillis));
    }
    double ahead = ahead(state, eventTimeMillis);
    return ahead <= 0 ? state : slid(state, (int) ahead).withTime(slice(eventTimeMillis));
  }

  private long slice(long eventTimeMillis) {
    return Math.floorDiv(eventTimeMillis, sliceMillis);
  }

  /** As double: the difference of two far-off times does not overflow. */
  private double ahead(ThresholdState state, long eventTimeMillis) {
    return (double) slice(eventTimeMillis) - state.time();
  }

  private ThresholdState slid(ThresholdState state, int slices) {
    char[] codes = opened(state);
    codes[VALUES] = ErrorCode.of(state.next());
    if (records != NONE) {
      codes[RECORDS] = ErrorCode.of(state.numbers()[records]);
      state.numbers()[records] = 0;
    }
    int kept = 0;
    for (int slice = slices; slice < SLICES && kept < codes.length; slice++) {
      kept = end(codes, kept);
    }
    char[] slid = new char[slices * HEAD + kept];
    System.arraycopy(codes, 0, slid, slices * HEAD, kept);
    return state.withCodes(0, slid);
  }

  private static char[] opened(ThresholdState state) {
    return state.codes().length == 0 ? new char[HEAD] : state.codes();
  }

  /** Where the slice after the one at a place begins. */
  private static int end(char[] codes, int slice) {
    return slice + HEAD + codes[slice];
  }

  /** Learns a value of the open slice. */
  ThresholdState add(ThresholdState state, double value) {
    int count = Math.min(state.next(), Integer.MAX_VALUE - 1) + 1;
    char[] codes = opened(state);
    ThresholdState counted = state.withCodes(count, codes);
    long seed = mixed(state.time() + 31L * count + Double.doubleToLongBits(value));
    long place = (long) (fraction(seed) * count);
    if (count == codes[0] + 1 && kept(codes) < capacity) {
      char[] longer = new char[codes.length + 1];
      System.arraycopy(codes, 0, longer, 0, HEAD);
      System.arraycopy(codes, HEAD, longer, HEAD + 1, codes.length - HEAD);
      longer[0]++;
      longer[HEAD] = ErrorCode.of(value);
      return counted.withCodes(count, longer);
    }
    int giving = mostInExcess(counted);
    if (giving == 0 && place < codes[0]) {
      codes[HEAD + (int) place] = ErrorCode.of(value);
    } else if (giving > 0 && place <= codes[0]) {
      int given = giving + HEAD + (int) (fraction(mixed(seed)) * codes[giving]);
      codes[giving]--;
      System.arraycopy(codes, HEAD, codes, HEAD + 1, given - HEAD);
      codes[0]++;
      codes[HEAD] = ErrorCode.of(value);
    }
    return counted;
  }

  private static int kept(char[] codes) {
    int kept = 0;
    for (int slice = 0; slice < codes.length; slice = end(codes, slice)) {
      kept += codes[slice];
    }
    return kept;
  }

  /** Where the slice begins that keeps most in excess of its share of all values. */
  private int mostInExcess(ThresholdState state) {
    char[] codes = state.codes();
    double rate = kept(codes) / values(state);
    int most = 0;
    double excess = codes[0] - rate * state.next();
    for (int slice = end(codes, 0); slice < codes.length; slice = end(codes, slice)) {
      double other = codes[slice] - rate * ErrorCode.value(codes[slice + VALUES]);
      if (codes[slice] > 0 && other > excess) {
        most = slice;
        excess = other;
      }
    }
    return most;
  }

  /** Looks random: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mixed(long number) {
    long mixed = number + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** From 0 up, below 1. */
  private static double fraction(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /** How many values there were in the span, within a fifth of a percent. */
  double values(ThresholdState state) {
    return state.next() + closed(state, VALUES);
  }

  /** How many records there were in the span, within a fifth of a percent. */
  double records(ThresholdState state) {
    return state.numbers()[records] + closed(state, RECORDS);
  }

  private static double closed(ThresholdState state, int place) {
    double sum = 0;
    char[] codes = state.codes();
    for (int slice = 0; slice < codes.length; slice = end(codes, slice)) {
      sum += ErrorCode.value(codes[slice + place]);
    }
    return sum;
  }

  /**
   * A sample in which each value counts alike: of each slice as many as it had a share in all the
   * values (systematic resampling: Kitagawa, Journal of Computational and Graphical Statistics 5,
   * 1996).
   *
   * @param calibrated values of the calibration, in no order
   * @param least values; where there were fewer in the span, the calibration stands for the rest
   * @return always as many
   */
  float[] sample(ThresholdState state, float[] calibrated, int least) {
    float[] sample = new float[capacity];
    char[] codes = state.codes();
    double missing = Math.max(0, least - values(state));
    double total = missing;
    for (int slice = 0; slice < codes.length; slice = end(codes, slice)) {
      total += weight(state, slice);
    }
    double step = total / capacity;
    int filled = 0;
    double end = missing;
    while (filled < capacity && (filled + 0.5) * step < end) {
      sample[filled] = calibrated[(int) ((filled + 0.5) * step / missing * calibrated.length)];
      filled++;
    }
    for (int slice = 0; slice < codes.length; slice = end(codes, slice)) {
      double start = end;
      double weight = weight(state, slice);
      end += weight;
      while (filled < capacity && (filled + 0.5) * step < end) {
        int index = (int) (((filled + 0.5) * step - start) / weight * codes[slice]);
        sample[filled++] = ErrorCode.value(codes[slice + HEAD + index]);
      }
    }
    return sample;
  }

  /** How many values those that a slice keeps stand for. */
  private static double weight(ThresholdState state, int slice) {
    char[] codes = state.codes();
    if (codes[slice] == 0) {
      return 0;
    }
    return slice == 0 ? state.next() : ErrorCode.value(codes[slice + VALUES]);
  }
}
