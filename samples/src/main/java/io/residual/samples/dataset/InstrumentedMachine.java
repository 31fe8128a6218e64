package io.residual.samples.dataset;

import io.residual.samples.dataset.TelemetryPlant.IncidentNumbers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A machine with its sensors: noise, incidents, and labels that say how far off a sensor is. */
final class InstrumentedMachine {

  private static final Sensor[] SENSORS = Sensor.values();
  private static final List<FaultKind> KINDS = List.of(FaultKind.values());

  /**
   * The sensors that can get stuck or lose their correlation: those that move with the load within
   * seconds. A stuck temperature stays right for minutes, and nothing could be asked of a detector.
   */
  private static final Sensor[] FAST = {
    Sensor.RPM, Sensor.CURRENT, Sensor.POWER, Sensor.VIBRATION, Sensor.PRESSURE, Sensor.FLOW
  };

  /** Sensors do not show more digits than they have. */
  private static final double DIGITS = 1_000;

  private final TelemetrySettings settings;
  private final Machine machine;
  private final IncidentNumbers numbers;
  private final Random noise;
  private final Random faults;
  private final Map<Sensor, Double> shown = new EnumMap<>(Sensor.class);
  private final Map<Sensor, Double> lowestNormal = new EnumMap<>(Sensor.class);
  private final Map<Sensor, Double> highestNormal = new EnumMap<>(Sensor.class);
  private int nextKind;
  private boolean faultsAllowed;
  private double secondsToNext;
  private Incident incident;
  private Label label = Label.NORMAL;

  InstrumentedMachine(TelemetrySettings settings, int index, IncidentNumbers numbers) {
    this.settings = settings;
    this.numbers = numbers;
    // Three independent sources, so that faults change neither the schedule nor the noise.
    Random seeds = new Random(settings.seed() * 1_000_003L + index);
    this.machine = new Machine(seeds.nextLong());
    this.noise = new Random(seeds.nextLong());
    this.faults = new Random(seeds.nextLong());
    // Machines begin with different kinds, so that even a short stream holds all of them.
    this.nextKind = index;
  }

  void allowFaults() {
    faultsAllowed = true;
    planNext();
  }

  Machine.Mode mode() {
    return machine.mode();
  }

  boolean doorOpen() {
    return machine.doorOpen();
  }

  double shown(Sensor sensor) {
    return shown.get(sensor);
  }

  Label label() {
    return label;
  }

  void advance(double seconds, double secondOfDay) {
    machine.advance(seconds, secondOfDay);
    if (faultsAllowed) {
      moveIncident(seconds);
    }
    label = Label.NORMAL;
    for (Sensor sensor : SENSORS) {
      double sound = machine.trueValue(sensor) + sensor.noiseSigma() * noise.nextGaussian();
      shown.put(sensor, rounded(sound));
    }
    if (incident != null) {
      applyIncident();
    } else if (!faultsAllowed) {
      rememberRange();
    }
  }

  private void moveIncident(double seconds) {
    if (incident != null) {
      incident.advance(seconds);
      if (incident.isOver(machine)) {
        incident = null;
        planNext();
      }
      return;
    }
    secondsToNext -= seconds;
    FaultKind kind = KINDS.get(nextKind % KINDS.size());
    if (secondsToNext <= 0 && machine.runsFor(Incident.workSeconds(kind))) {
      nextKind++;
      Sensor[] candidates =
          kind == FaultKind.STUCK_SENSOR || kind == FaultKind.BROKEN_CORRELATION ? FAST : SENSORS;
      Sensor sensor = candidates[faults.nextInt(candidates.length)];
      incident = new Incident(numbers.next(), kind, sensor, shown(sensor), faults);
    }
  }

  private void applyIncident() {
    Sensor sensor = incident.sensor();
    shown.computeIfPresent(sensor, (key, sound) -> rounded(incident.shown(sound, machine)));
    if (incident.kind() == FaultKind.BROKEN_CORRELATION) {
      stayInNormalRange();
    }
    double offSigmas =
        StrictMath.abs(shown(sensor) - machine.trueValue(sensor)) / sensor.noiseSigma();
    label =
        new Label(
            offSigmas >= MachineTelemetry.MATERIAL_SIGMAS ? Label.State.ANOMALY : Label.State.GREY,
            incident.kind().id(),
            sensor.field(),
            incident.number());
  }

  /** All sensors: the noise of a sound one could leave the range by chance and give it away. */
  private void stayInNormalRange() {
    shown.replaceAll(
        (sensor, value) ->
            StrictMath.min(
                highestNormal.get(sensor), StrictMath.max(lowestNormal.get(sensor), value)));
  }

  private void rememberRange() {
    shown.forEach(
        (sensor, value) -> {
          lowestNormal.merge(sensor, value, StrictMath::min);
          highestNormal.merge(sensor, value, StrictMath::max);
        });
  }

  /** Exponential gaps, cut at three times their mean: incidents at no fixed rhythm. */
  private void planNext() {
    double mean = settings.faultEvery().toNanos() / 1e9;
    secondsToNext = mean * StrictMath.min(3, -StrictMath.log(1 - faults.nextDouble()));
  }

  /** No sensor of ours can show less than nothing, noise or not. */
  private static double rounded(double value) {
    return StrictMath.rint(StrictMath.max(0, value) * DIGITS) / DIGITS;
  }
}
