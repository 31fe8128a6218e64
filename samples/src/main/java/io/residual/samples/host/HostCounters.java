package io.residual.samples.host;

/**
 * What the operating system has counted since it started, and its gauges, at one moment.
 *
 * @param nanoTime when it was read, by {@link System#nanoTime()}
 * @param userTicks CPU time in user code, in any unit
 * @param systemTicks CPU time in the kernel, in the same unit
 * @param iowaitTicks CPU time waiting for disks, in the same unit
 * @param totalTicks all CPU time, idle time included, in the same unit
 * @param diskReadBytes bytes read from all disks
 * @param diskWriteBytes bytes written to all disks
 * @param netInBytes bytes received on all network interfaces
 * @param netOutBytes bytes sent on all network interfaces
 * @param gauges values that need no earlier moment
 */
record HostCounters(
    long nanoTime,
    long userTicks,
    long systemTicks,
    long iowaitTicks,
    long totalTicks,
    long diskReadBytes,
    long diskWriteBytes,
    long netInBytes,
    long netOutBytes,
    Gauges gauges) {

  /**
   * @param load1m runnable processes, averaged over a minute; negative if not known
   * @param load5m the same over five minutes
   * @param load15m the same over fifteen minutes
   * @param memoryUsedBytes memory in use
   * @param memoryTotalBytes memory there is
   * @param swapUsedBytes swap space in use
   * @param swapTotalBytes swap space there is; 0 if none
   * @param processes number of processes
   * @param threads number of threads
   */
  record Gauges(
      double load1m,
      double load5m,
      double load15m,
      long memoryUsedBytes,
      long memoryTotalBytes,
      long swapUsedBytes,
      long swapTotalBytes,
      int processes,
      int threads) {}
}
