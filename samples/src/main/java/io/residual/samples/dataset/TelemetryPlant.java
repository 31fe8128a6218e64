package io.residual.samples.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All machines and their sensors, one record at a time in order of event time. Not thread-safe. */
final class TelemetryPlant {

  private static final JsonFactory JSON = new JsonFactory();

  private final TelemetrySettings settings;
  private final List<InstrumentedMachine> machines = new ArrayList<>();
  private final IncidentNumbers numbers = new IncidentNumbers();
  private final double stepSeconds;
  private long step;
  private int nextMachine;

  TelemetryPlant(TelemetrySettings settings) {
    this.settings = settings;
    this.stepSeconds = settings.interval().toNanos() / 1e9;
    for (int index = 0; index < settings.machines(); index++) {
      machines.add(new InstrumentedMachine(settings, index, numbers));
    }
  }

  /** Moves all machines on by one step, for what the records do to the state only. */
  void advanceSilently() {
    for (InstrumentedMachine machine : machines) {
      machine.advance(stepSeconds, secondOfDay());
    }
    step++;
  }

  void allowFaults() {
    machines.forEach(InstrumentedMachine::allowFaults);
  }

  LabelledRecord next() {
    InstrumentedMachine machine = machines.get(nextMachine);
    machine.advance(stepSeconds, secondOfDay());
    String entity = "press-" + (nextMachine + 1);
    Instant time = time();
    LabelledRecord record =
        new LabelledRecord(entity, json(entity, time, machine), time, entity, machine.label());
    nextMachine++;
    if (nextMachine == machines.size()) {
      nextMachine = 0;
      step++;
    }
    return record;
  }

  private Instant time() {
    return settings.start().plus(settings.interval().multipliedBy(step));
  }

  private double secondOfDay() {
    return time().atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
  }

  private static byte[] json(String entity, Instant time, InstrumentedMachine machine) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("time", time.toString());
      json.writeStringField("machine", entity);
      json.writeStringField("mode", machine.mode().name().toLowerCase(Locale.ROOT));
      json.writeBooleanField("door_open", machine.doorOpen());
      for (Sensor sensor : Sensor.values()) {
        json.writeNumberField(sensor.field(), machine.shown(sensor));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Numbers incidents over all machines, in the order in which they begin. */
  static final class IncidentNumbers {
    private int last;

    int next() {
      last++;
      return last;
    }
  }
}
