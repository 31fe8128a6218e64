package io.residual.samples.host;

import static java.util.Objects.requireNonNull;

import io.residual.samples.dataset.Label;
import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.source.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Measures this machine: CPU, load, memory, swap, disks, network, processes and threads.
 *
 * <p>One flat JSON record for each interval, with the host's name as entity and key. Works in a
 * container without disks or network too; what is not there is 0. Not thread-safe.
 */
public final class HostTelemetry {

  private final Supplier<HostCounters> counters;
  private final String host;
  private final Clock clock;
  private HostCounters last;

  /** Starts measuring: the first record covers the time from here. */
  public HostTelemetry() {
    this(new OshiCounters());
  }

  private HostTelemetry(OshiCounters oshi) {
    this(oshi, oshi.hostName(), Clock.systemUTC());
  }

  HostTelemetry(Supplier<HostCounters> counters, String host, Clock clock) {
    this.counters = requireNonNull(counters, "counters");
    this.host = requireNonNull(host, "host");
    this.clock = requireNonNull(clock, "clock");
    this.last = counters.get();
  }

  /** Measures from the last record until now. */
  public LabelledRecord next() {
    HostCounters now = counters.get();
    Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    HostSample sample = HostSample.between(last, now, host, time);
    last = now;
    return new LabelledRecord(host, sample.json(), time, host, Label.UNKNOWN);
  }

  /**
   * A record every interval, without end; reading it waits for the time to come. Interrupting the
   * reading thread ends the stream.
   */
  public Stream<LabelledRecord> records(Duration interval) {
    return StreamSupport.stream(new Paced(Pace.every(interval)), false);
  }

  private final class Paced extends Spliterators.AbstractSpliterator<LabelledRecord> {

    private final Pace pace;

    Paced(Pace pace) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.pace = pace;
    }

    @Override
    public boolean tryAdvance(Consumer<? super LabelledRecord> action) {
      if (!pace.await(() -> false)) {
        return false;
      }
      action.accept(next());
      return true;
    }
  }
}
