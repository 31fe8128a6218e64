package io.residual.model.threshold;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.residual.model.error.Calibration;
import java.time.Duration;
import java.util.Objects;

/**
 * How the rolling threshold is set. Null where a method has no use for a setting.
 *
 * @param method the rule; null is {@link Method#QUANTILE}
 * @param risk the probability with which a normal record of an entity as steady as the calibration
 *     rows may exceed the threshold; above 0, at most 0.1
 * @param quantile which quantile of an entity's recent errors, or peaks, tells its level; from 0.5
 *     up, below 1. For SPOT and DSPOT the level above which errors are peaks
 * @param window how many recent errors, or peaks, are kept for each entity; from 16 to 4096
 * @param floor the threshold never falls below this fraction of its calibrated value; from 0 to 1
 * @param k of {@link Method#SIGMA} and {@link Method#MAD}: how many spreads above the middle the
 *     threshold lies; from 2 to 1000, null for as many as the risk asks for on the calibration rows
 * @param depth of {@link Method#DSPOT}: how many errors the drifting mean is taken over; from 8 to
 *     1024
 * @param spanMillis time that errors or peaks reach back; null to slide by count
 * @param idleMillis an entity without a record for longer begins anew; null for never
 * @param season whether errors are compared with what is usual at their hour; null for no
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ThresholdSettings(
    Method method,
    double risk,
    Double quantile,
    int window,
    double floor,
    Double k,
    Integer depth,
    Long spanMillis,
    Long idleMillis,
    Season season) {

  /** The rules. */
  public enum Method {
    /** A quantile of recent errors: {@link QuantileThreshold}. */
    @JsonProperty("quantile")
    QUANTILE,
    /** The largest of each {@value PeakThreshold#BLOCK} errors: {@link PeakThreshold}. */
    @JsonProperty("peaks")
    PEAKS,
    /** Exponentially weighted mean plus k standard deviations: {@link SigmaThreshold}. */
    @JsonProperty("sigma")
    SIGMA,
    /** Median plus k median absolute deviations: {@link MedianThreshold}. */
    @JsonProperty("mad")
    MAD,
    /** Streaming peaks over threshold: {@link SpotThreshold}. */
    @JsonProperty("spot")
    SPOT,
    /** The same above a drifting mean: {@link SpotThreshold}. */
    @JsonProperty("dspot")
    DSPOT;

    /** Whether {@link ThresholdSettings#quantile()} means anything. */
    public boolean hasQuantile() {
      return this != SIGMA && this != MAD;
    }

    /** Whether {@link ThresholdSettings#k()} means anything. */
    public boolean hasSpread() {
      return this == SIGMA || this == MAD;
    }

    /** Whether {@link ThresholdSettings#depth()} means anything. */
    public boolean hasDepth() {
      return this == DSPOT;
    }

    /** Whether errors above a level are gathered and a tail is fitted to them. */
    public boolean needsPeaks() {
      return this == SPOT || this == DSPOT;
    }

    /** How many errors or peaks must at least be kept to slide by event time. */
    public int leastTimedWindow() {
      return needsPeaks() || this == PEAKS ? TIMED_PEAKS : LEAST_WINDOW;
    }
  }

  /** After this, what an entity's errors used to be tells nothing. */
  public static final long DEFAULT_IDLE_MILLIS = Duration.ofDays(30).toMillis();

  /**
   * One false alarm in ten thousand records. The median is the level that creeping faults and rows
   * of anomalies just below the threshold move least.
   */
  public static final ThresholdSettings DEFAULT =
      new ThresholdSettings(
          Method.QUANTILE, 1e-4, 0.5, 240, 0.5, null, null, null, DEFAULT_IDLE_MILLIS, null);

  /**
   * For series: the level is the fourth highest of 120 peaks, which are those of 2,880 records. So
   * what has happened four times in that time raises no alert. Chosen with NAB's labels among the
   * settings that keep its score for few false positives, for what they find elsewhere: see {@code
   * docs/alerts.md}. No floor to speak of: a series that has become quiet shall be heard when it
   * stirs.
   */
  public static final ThresholdSettings PEAKS =
      new ThresholdSettings(
          Method.PEAKS, 2e-4, 0.97, 120, 0.05, null, null, null, DEFAULT_IDLE_MILLIS, null);

  private static final double LEAST_SPREADS = 2;

  private static final int LEAST_WINDOW = 16;

  /** Peaks are sampled by slice: fewer would be no sample. */
  private static final int TIMED_PEAKS = 64;

  /** Checks the ranges. */
  public ThresholdSettings {
    method = method == null ? Method.QUANTILE : method;
    require(risk > 0 && risk <= 0.1, "risk", risk, "above 0 and at most 0.1");
    require(
        window >= LEAST_WINDOW && window <= 4096,
        "window",
        window,
        "from " + LEAST_WINDOW + " to 4096");
    require(floor >= 0 && floor <= 1, "floor", floor, "from 0 to 1");
    requireUse(method.hasQuantile(), quantile, "quantile", method);
    requireUse(method.hasSpread() || k == null, 0, "k", method);
    requireUse(method.hasDepth(), depth, "depth", method);
    if (quantile != null) {
      require(quantile >= 0.5 && quantile < 1, "quantile", quantile, "at least 0.5 and below 1");
    }
    if (k != null) {
      // Below about 1.7, errors spread evenly up to the threshold would pull it down for ever.
      require(k >= LEAST_SPREADS && k <= 1000, "k", k, "from 2 to 1000");
    }
    if (depth != null) {
      require(depth >= 8 && depth <= 1024, "depth", depth, "from 8 to 1024");
    }
    if (method.needsPeaks()) {
      require(risk < 1 - quantile, "risk", risk, "below 1 - quantile, or no error is a peak");
    }
    if (spanMillis != null) {
      require(
          window >= method.leastTimedWindow(),
          "window",
          window,
          "at least " + method.leastTimedWindow() + " with a span");
      require(spanMillis >= window, "span", spanMillis, "at least 1 ms for each of the window");
      require(
          idleMillis == null || idleMillis >= spanMillis,
          "idle",
          nullable(idleMillis),
          "at least the span");
    }
    require(idleMillis == null || idleMillis >= 1000, "idle", nullable(idleMillis), "at least 1 s");
  }

  /** Settings that slide by count, without season; entities never expire. */
  public ThresholdSettings(Method method, double risk, double quantile, int window, double floor) {
    this(method, risk, quantile, window, floor, null, null, null, null, null);
  }

  /** Such settings of the method {@link Method#QUANTILE}. */
  public ThresholdSettings(double risk, double quantile, int window, double floor) {
    this(Method.QUANTILE, risk, quantile, window, floor);
  }

  /** What is set unless the pipeline file says otherwise. */
  public static ThresholdSettings defaults(Method method) {
    return switch (method) {
      case QUANTILE -> DEFAULT;
      case PEAKS -> PEAKS;
      case SIGMA -> spread(Method.SIGMA, 240);
      case MAD -> spread(Method.MAD, 120);
      case SPOT -> peaks(Method.SPOT, null);
      case DSPOT -> peaks(Method.DSPOT, 64);
    };
  }

  private static ThresholdSettings spread(Method method, int window) {
    return new ThresholdSettings(
        method, 1e-4, null, window, 0.5, null, null, null, DEFAULT_IDLE_MILLIS, null);
  }

  private static ThresholdSettings peaks(Method method, Integer depth) {
    return new ThresholdSettings(
        method, 1e-4, 0.98, 256, 0.5, null, depth, null, DEFAULT_IDLE_MILLIS, null);
  }

  /**
   * The same settings if the method is theirs; else the method's defaults, with these settings'
   * idle time and season.
   */
  public ThresholdSettings withMethod(Method changed) {
    if (changed == method) {
      return this;
    }
    ThresholdSettings other = defaults(changed);
    return new ThresholdSettings(
        changed,
        other.risk,
        other.quantile,
        other.window,
        other.floor,
        other.k,
        other.depth,
        other.spanMillis,
        idleMillis,
        season);
  }

  /** The same settings with another risk. */
  public ThresholdSettings withRisk(double changed) {
    return new ThresholdSettings(
        method, changed, quantile, window, floor, k, depth, spanMillis, idleMillis, season);
  }

  /** The rule that goes by these settings. */
  public RollingThreshold rolling(Calibration calibration) {
    return switch (method) {
      case QUANTILE -> new QuantileThreshold(this, calibration);
      case PEAKS -> new PeakThreshold(this, calibration);
      case SIGMA -> new SigmaThreshold(this, calibration);
      case MAD -> new MedianThreshold(this, calibration);
      case SPOT, DSPOT -> new SpotThreshold(this, calibration);
    };
  }

  /**
   * A number that two settings share if the states of their rules mean the same, and hardly ever
   * otherwise. The same on every Java platform.
   */
  int shape() {
    return Objects.hash(
        method.name(), window, method.needsPeaks() ? quantile : null, depth, spanMillis);
  }

  private static double nullable(Long value) {
    return value == null ? Double.NaN : value;
  }

  private static void requireUse(boolean used, Object value, String name, Method method) {
    if (used != (value != null)) {
      throw new IllegalArgumentException(
          used
              ? "method " + method + " lacks its " + name
              : name + " means nothing to method " + method);
    }
  }

  private static void require(boolean valid, String name, double value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }
}
