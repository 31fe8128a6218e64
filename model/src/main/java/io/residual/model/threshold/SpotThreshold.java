package io.residual.model.threshold;

import io.residual.model.error.Calibration;
import java.util.Arrays;

/**
 * Streaming peaks over threshold, SPOT, and its drifting form DSPOT (Siffer, Fouque, Termier and
 * Largouët, Anomaly Detection in Streams with Extreme Value Theory, KDD 2017). Errors above a level
 * t are peaks; a generalised Pareto distribution is fitted to their excesses y = x - t ({@link
 * ParetoFit}); the threshold is exceeded with the risk q: {@code z = t + scale / shape ((q n /
 * peaks)^-shape - 1)}, n being the errors that the peaks were found among. DSPOT does this with
 * each error's distance from the mean of the last {@code depth} normal errors.
 *
 * <p>What differs from the paper, because a job never ends and remembers little:
 *
 * <ul>
 *   <li>Only the last {@code window} peaks are kept ({@link PeakRing}), or a sample of those of the
 *       last span of event time, with the number of records of that time ({@link PeakSlices}).
 *   <li>t is not fixed: it follows the quantile of the errors by stochastic approximation (Robbins
 *       and Monro, Annals of Mathematical Statistics 22, 1951), by count a step of a twentieth of
 *       the mean excess. So an entity that is noisier or quieter than the calibration rows has a
 *       level of its own.
 *   <li>The shape is that of the fits of the last {@value #SHAPE_MEMORY} peaks or so, averaged with
 *       exponential weights; the scale is the likeliest one with that shape. A far quantile hangs
 *       on the shape, which {@code window} peaks tell to 0.06 at best: without the average five
 *       times as many exponential errors as asked for exceed the threshold.
 *   <li>The first peaks are those that the calibration lets expect, so that the first record has a
 *       threshold.
 *   <li>Errors above the threshold do not enter unless they are a {@link LastingChange}. But left
 *       out without a trace they would cut the tail off that the next fit sees, the threshold would
 *       sink, and cut off more: with a risk of 0.001 six times as many errors as asked for came to
 *       exceed it. So each counts as a censored observation, in place of which the tail's own
 *       expectation beyond the threshold enters with the next peak: no matter how large the error
 *       was, and no more than {@value #ALLOWANCE} times as many as the risk lets expect, so that a
 *       burst of anomalies does not teach that it is normal.
 * </ul>
 *
 * <p>The scale is fitted after every peak, the shape after every {@value #SHAPE_INTERVAL}th, which
 * costs a few tens and hundreds of microseconds: with the default level, about one for each record.
 */
public final class SpotThreshold extends CalibratedThreshold {

  private static final double STEP = 0.05;

  /**
   * By time the step is so many times the inverse of the number of peaks to be expected in the
   * span: then the level is as old, on average, as the records of the span.
   */
  private static final double PACE = 2;

  /** Exceedances more frequent than this are a change; 40 times the default risk. */
  private static final int FORGIVEN = 256;

  private static final int SHAPE_MEMORY = 1024;

  /** By time, over the peaks of at least so many spans: as by count, of four times those kept. */
  private static final int SHAPE_SPANS = 4;

  /** A shape costs a hundred times as much as a scale, and changes little from peak to peak. */
  private static final int SHAPE_INTERVAL = 16;

  /** More than half of the peaks are never beyond the threshold. */
  private static final double MOST_BEYOND = 0.5;

  /** Shapes beyond this come from a few odd peaks, not from a law. */
  private static final double LEAST_SHAPE = -0.5;

  private static final double MOST_SHAPE = 1.5;

  /** Up to so many times as many exceedances as expected are part of the tail. */
  private static final double ALLOWANCE = 2;

  /** And no more than so many of a burst. */
  private static final double MOST_CENSORED = 4;

  /** Places in {@link ThresholdState#numbers()}; 1 is {@link PeakMemory#RECORDS}. */
  private static final int LEVEL = 0;

  private static final int LIMIT = 2;
  private static final int SCALE = 3;
  private static final int SHAPE = 4;
  private static final int ALLOWED = 5;
  private static final int CENSORED = 6;
  private static final int OLDEST = 7;

  private final double risk;
  private final double peakShare;
  private final boolean timed;
  private final PeakMemory memory;
  private final double calibratedMean;
  private final int depth;
  private final double[] start;
  private final LastingChange change;

  /** A threshold with the given settings, starting from the given calibration. */
  public SpotThreshold(ThresholdSettings settings, Calibration calibration) {
    super(settings, calibration);
    risk = settings.risk();
    peakShare = 1 - settings.quantile();
    depth = settings.depth() == null ? 0 : settings.depth();
    change = new LastingChange(settings.window() / 2, FORGIVEN);
    double mean = 0;
    for (float error : ErrorRing.quantiles(calibration, 1 << 12)) {
      mean += error / (1 << 12);
    }
    calibratedMean = depth == 0 ? 0 : mean;
    double level = calibration.quantile(settings.quantile());
    float[] calibratedPeaks = new float[settings.window()];
    for (int i = 0; i < calibratedPeaks.length; i++) {
      // The golden section scatters high and low peaks, so that they leave in no order.
      double place = ((i + 0.5) * 0.6180339887498949) % 1;
      double peak = calibration.quantile(settings.quantile() + peakShare * place);
      calibratedPeaks[i] = ErrorCode.value(ErrorCode.of(Math.max(0, peak - level)));
    }
    timed = settings.spanMillis() != null;
    memory =
        timed
            ? new PeakSlices(settings, calibratedPeaks, peakShare)
            : new PeakRing(calibratedPeaks, peakShare);
    double shape = bounded(ParetoFit.of(calibratedPeaks).shape(), LEAST_SHAPE, MOST_SHAPE);
    start = new double[] {level - calibratedMean, memory.initialRecords(), 0, 0, shape, 0, 0, 0};
    fit(ThresholdState.of(shape(), start));
    startsFrom(start[LIMIT] + calibratedMean);
  }

  @Override
  public ThresholdState initial() {
    return ThresholdState.of(shape(), start.clone());
  }

  @Override
  public double threshold(ThresholdState state) {
    return bounded(state.numbers()[LIMIT] + mean(state));
  }

  @Override
  public Comparison observe(ThresholdState state, double error, long eventTimeMillis) {
    double bounded = learnable(error);
    ThresholdState now = at(state, eventTimeMillis);
    double mean = mean(now);
    double threshold = bounded(now.numbers()[LIMIT] + mean);
    boolean exceeds = error > threshold;
    ThresholdState next = now.withCount(change.next(now.count(), exceeds));
    if (!exceeds || change.isLearnt(next.count())) {
      next = drifted(learnt(next, bounded - mean), bounded);
    } else {
      double[] numbers = next.numbers();
      numbers[CENSORED] = Math.min(MOST_CENSORED, numbers[CENSORED] + 1);
    }
    return new Comparison(threshold, next);
  }

  /** Slides to a time. */
  private ThresholdState at(ThresholdState state, long eventTimeMillis) {
    ThresholdState known = memory.isOver(state, eventTimeMillis) ? initial() : state;
    ThresholdState now = memory.at(known, eventTimeMillis);
    if (now.time() != known.time() && known.time() != ThresholdState.NO_TIME) {
      learnShape(now, known.next() % SHAPE_INTERVAL);
      fit(now);
    }
    return now;
  }

  private ThresholdState learnt(ThresholdState state, double value) {
    double[] numbers = state.numbers();
    numbers[PeakMemory.RECORDS]++;
    boolean peak = value > numbers[LEVEL];
    ThresholdState next = state;
    if (peak) {
      next = memory.add(next, value - numbers[LEVEL]);
      double beyond = beyond(next);
      numbers[ALLOWED] =
          Math.min(MOST_CENSORED, numbers[ALLOWED] + ALLOWANCE * beyond / (1 - beyond));
      if (numbers[CENSORED] >= 1 && numbers[ALLOWED] >= 1) {
        numbers[CENSORED]--;
        numbers[ALLOWED]--;
        numbers[PeakMemory.RECORDS]++;
        next = memory.add(next, expected(numbers, beyond, next.next()));
      }
      if (next.next() % SHAPE_INTERVAL == 0) {
        learnShape(next, SHAPE_INTERVAL);
      }
      fit(next);
    }
    numbers[LEVEL] += step(next) * numbers[SCALE] * ((peak ? 1 : 0) - peakShare);
    if (depth == 0) {
      numbers[LEVEL] = Math.max(0, numbers[LEVEL]);
    }
    return next;
  }

  private double step(ThresholdState state) {
    return timed ? Math.min(STEP, PACE / (peakShare * memory.records(state))) : STEP;
  }

  /** The probability with which a peak exceeds the threshold. */
  private double beyond(ThresholdState state) {
    return Math.min(MOST_BEYOND, risk * memory.records(state) / memory.peaks(state));
  }

  /** One of the excesses beyond the threshold that the last fit lets expect. */
  private double expected(double[] numbers, double beyond, int index) {
    double place = ((index + 0.5) * 0.6180339887498949) % 1;
    double excess = new ParetoFit(numbers[SHAPE], numbers[SCALE]).quantile(beyond * place);
    return Math.min(Float.MAX_VALUE, excess);
  }

  /** Learns the shape after so many peaks. */
  private void learnShape(ThresholdState state, int peaks) {
    double shape = bounded(ParetoFit.of(memory.excesses(state)).shape(), LEAST_SHAPE, MOST_SHAPE);
    double[] numbers = state.numbers();
    double horizon =
        timed ? Math.max(SHAPE_MEMORY, SHAPE_SPANS * memory.peaks(state)) : SHAPE_MEMORY;
    numbers[SHAPE] += (shape - numbers[SHAPE]) * peaks / horizon;
  }

  private void fit(ThresholdState state) {
    double[] numbers = state.numbers();
    ParetoFit tail = ParetoFit.ofShape(numbers[SHAPE], memory.excesses(state));
    numbers[SCALE] = tail.scale();
    numbers[LIMIT] =
        Math.min(Float.MAX_VALUE, numbers[LEVEL] + Math.max(0, tail.quantile(beyond(state))));
  }

  private static double bounded(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /** The mean of the last normal errors; the calibration's stands for those not seen yet. */
  private double mean(ThresholdState state) {
    float[] errors = state.errors();
    double sum = 0;
    for (float error : errors) {
      sum += Float.isNaN(error) ? calibratedMean : error;
    }
    return depth == 0 ? 0 : (sum + (depth - errors.length) * calibratedMean) / depth;
  }

  private ThresholdState drifted(ThresholdState state, double error) {
    if (depth == 0) {
      return state;
    }
    int index = (int) state.numbers()[OLDEST];
    float[] errors = state.errors();
    if (index >= errors.length) {
      errors = Arrays.copyOf(errors, PeakRing.length(index, depth));
      Arrays.fill(errors, state.errors().length, errors.length, Float.NaN);
    }
    errors[index] = (float) error;
    state.numbers()[OLDEST] = (index + 1) % depth;
    return state.withErrors(state.next(), errors);
  }
}
