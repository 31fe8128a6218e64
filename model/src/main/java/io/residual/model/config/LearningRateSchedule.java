package io.residual.model.config;

import java.util.List;
import java.util.Locale;

/**
 * How the learning rate changes from epoch to epoch: it climbs over the first epochs, if asked for,
 * then decays. What it is in an epoch follows from the epoch's number and the losses so far, so
 * that a fit that is continued goes on with the same rates.
 *
 * @param decay what happens after the warm-up
 * @param warmup epochs in which the rate climbs in equal steps to its full value (Goyal et al.,
 *     2017, section 2.2); 0 for none
 */
public record LearningRateSchedule(Decay decay, int warmup) {

  /** The same rate in every epoch. */
  public static final LearningRateSchedule CONSTANT =
      new LearningRateSchedule(new Decay.Constant(), 0);

  /** Checks the range. */
  public LearningRateSchedule {
    if (warmup < 0) {
      throw new IllegalArgumentException("warmup is " + warmup + "; it must be at least 0");
    }
  }

  /**
   * The fraction of the full learning rate that an epoch has, above 0, at most 1.
   *
   * @param epoch counted from 1
   * @param epochs how many there are at most
   * @param validationLoss after each earlier epoch
   */
  public double factor(int epoch, int epochs, List<Double> validationLoss) {
    if (epoch <= warmup) {
      return (double) epoch / (warmup + 1);
    }
    return decay.factor(epoch - warmup, Math.max(1, epochs - warmup), validationLoss);
  }

  /** Such as {@code cosine to 0.01, warm-up 5 epochs}. */
  public String describe() {
    return decay.describe() + (warmup > 0 ? ", warm-up " + warmup + " epochs" : "");
  }

  /** What happens after the warm-up. Factors are above 0 and at most 1. */
  public sealed interface Decay {

    /**
     * The fraction of the full rate.
     *
     * @param epoch counted from 1, warm-up left out
     * @param epochs how many there are at most, warm-up left out
     * @param validationLoss after each earlier epoch, warm-up included
     */
    double factor(int epoch, int epochs, List<Double> validationLoss);

    /** For people. */
    String describe();

    /** No change. */
    record Constant() implements Decay {
      @Override
      public double factor(int epoch, int epochs, List<Double> validationLoss) {
        return 1;
      }

      @Override
      public String describe() {
        return "constant";
      }
    }

    /**
     * Times a factor every some epochs.
     *
     * @param every epochs; at least 1
     */
    record Step(double factor, int every) implements Decay {
      @Override
      public double factor(int epoch, int epochs, List<Double> validationLoss) {
        return Math.pow(factor, Math.floorDiv(epoch - 1, every));
      }

      @Override
      public String describe() {
        return String.format(Locale.ROOT, "step %s every %d epochs", factor, every);
      }
    }

    /** Times a factor each epoch. */
    record Exponential(double factor) implements Decay {
      @Override
      public double factor(int epoch, int epochs, List<Double> validationLoss) {
        return Math.pow(factor, epoch - 1.0);
      }

      @Override
      public String describe() {
        return "exponential " + factor;
      }
    }

    /**
     * Half a period of a cosine from the full rate down to a part of it (Loshchilov and Hutter,
     * ICLR 2017, formula 5, without restarts).
     *
     * @param end the part that would be reached after the last epoch
     */
    record Cosine(double end) implements Decay {
      @Override
      public double factor(int epoch, int epochs, List<Double> validationLoss) {
        return end + (1 - end) * 0.5 * (1 + Math.cos(Math.PI * (epoch - 1) / epochs));
      }

      @Override
      public String describe() {
        return "cosine to " + end;
      }
    }

    /**
     * Times a factor whenever the validation loss has not improved for some epochs.
     *
     * @param patience epochs without a better loss; at least 1
     * @param end the factor never falls below this
     */
    record Plateau(double factor, int patience, double end) implements Decay {
      @Override
      public double factor(int epoch, int epochs, List<Double> validationLoss) {
        double best = Double.POSITIVE_INFINITY;
        double rate = 1;
        int waited = 0;
        for (double loss : validationLoss) {
          waited = loss < best ? 0 : waited + 1;
          best = Math.min(best, loss);
          if (waited == patience) {
            rate *= factor;
            waited = 0;
          }
        }
        return Math.max(end, rate);
      }

      @Override
      public String describe() {
        return String.format(
            Locale.ROOT, "plateau %s after %d epochs, to %s", factor, patience, end);
      }
    }
  }
}
