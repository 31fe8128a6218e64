package io.residual.benchmark.quality;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Processor time of training, and of the scoring that follows: that of all threads of the process,
 * so that other programs on the machine do not count.
 */
final class Stopwatch {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long start = PROCESS.getProcessCpuTime();
  private long trained = start;

  /** Training is over. */
  void trained() {
    trained = PROCESS.getProcessCpuTime();
  }

  double trainingSeconds() {
    return (trained - start) / 1e9;
  }

  /** From the end of training until now. */
  double scoringSeconds() {
    return (PROCESS.getProcessCpuTime() - trained) / 1e9;
  }
}
