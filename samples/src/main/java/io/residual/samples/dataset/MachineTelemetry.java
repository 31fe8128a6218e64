package io.residual.samples.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A seeded simulation of presses whose sensors fail in known ways.
 *
 * <p>Every second each machine sends one flat JSON record with its name, the time, its mode, its
 * door and eight sensors. {@link #training()} is strictly normal; {@link #live()} goes on from
 * there and holds labelled incidents of every {@link FaultKind}, one sensor and one incident at a
 * time for each machine.
 *
 * <p>A detector that sees one record at a time can find every record labelled {@code ANOMALY}: the
 * sensor is off from its true value by at least {@value #MATERIAL_SIGMAS} standard deviations of
 * its noise, and the other sensors tell what the true value is. Records within an incident that are
 * closer than that (a drift's beginning, a stuck value that happens to be right) are {@code GREY}
 * and should be counted neither as right nor as wrong.
 *
 * <p>Immutable; every call gives a new stream from the beginning.
 */
public final class MachineTelemetry {

  /**
   * How far off a sensor must be, in standard deviations of its noise, to count as an anomaly. The
   * noise is a hundredth of the sensor's span, so this is a tenth of the span.
   */
  public static final int MATERIAL_SIGMAS = 10;

  private final TelemetrySettings settings;

  private MachineTelemetry(TelemetrySettings settings) {
    this.settings = requireNonNull(settings, "settings");
  }

  /** A stream of this size and seed. */
  public static MachineTelemetry of(TelemetrySettings settings) {
    return new MachineTelemetry(settings);
  }

  /** The settings it was made from. */
  public TelemetrySettings settings() {
    return settings;
  }

  /** The normal part, in order of event time. */
  public Stream<LabelledRecord> training() {
    return stream(new TelemetryPlant(settings), settings.trainingSteps());
  }

  /** The part with faults, in order of event time; its first record follows the training's last. */
  public Stream<LabelledRecord> live() {
    TelemetryPlant plant = new TelemetryPlant(settings);
    for (long step = 0; step < settings.trainingSteps(); step++) {
      plant.advanceSilently();
    }
    plant.allowFaults();
    return stream(plant, settings.liveSteps());
  }

  private Stream<LabelledRecord> stream(TelemetryPlant plant, long steps) {
    return StreamSupport.stream(new Records(plant, steps * settings.machines()), false);
  }

  private static final class Records extends Spliterators.AbstractSpliterator<LabelledRecord> {

    private final TelemetryPlant plant;
    private long left;

    Records(TelemetryPlant plant, long count) {
      super(count, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.SIZED);
      this.plant = plant;
      this.left = count;
    }

    @Override
    public boolean tryAdvance(Consumer<? super LabelledRecord> action) {
      if (left == 0) {
        return false;
      }
      left--;
      action.accept(plant.next());
      return true;
    }
  }
}
