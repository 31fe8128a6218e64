package io.residual.samples.demo;

import java.time.Duration;
import java.util.Map;

/**
 * How a scenario is run.
 *
 * @param partitions of the input topic, and the job's parallelism
 * @param jobOptions options of the job besides bundle, brokers and topics
 * @param patience how long nothing may arrive before the run is given up
 */
public record DemoSettings(int partitions, Map<String, String> jobOptions, Duration patience) {

  /** Two partitions, checkpoints every second so that alerts show soon. */
  public static final DemoSettings DEFAULT =
      new DemoSettings(2, Map.of("checkpoint.interval", "1 s"), Duration.ofSeconds(60));

  /** Copies the options. */
  public DemoSettings {
    jobOptions = Map.copyOf(jobOptions);
  }
}
