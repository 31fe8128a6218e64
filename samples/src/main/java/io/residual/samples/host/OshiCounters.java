package io.residual.samples.host;

import io.residual.samples.host.HostCounters.Gauges;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OperatingSystem;
import oshi.util.GlobalConfig;

/** Reads this machine's counters through OSHI. Disks and interfaces may come and go. */
final class OshiCounters implements Supplier<HostCounters> {

  private final HardwareAbstractionLayer hardware;
  private final OperatingSystem system;

  OshiCounters() {
    // OSHI repeats readings for 300 ms; at short intervals that shows as no load at all.
    GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, 0);
    SystemInfo info = new SystemInfo();
    this.hardware = info.getHardware();
    this.system = info.getOperatingSystem();
  }

  String hostName() {
    return system.getNetworkParams().getHostName();
  }

  @Override
  public HostCounters get() {
    long[] ticks = hardware.getProcessor().getSystemCpuLoadTicks();
    long diskRead = 0;
    long diskWrite = 0;
    for (HWDiskStore disk : hardware.getDiskStores()) {
      diskRead += Math.max(0, disk.getReadBytes());
      diskWrite += Math.max(0, disk.getWriteBytes());
    }
    long netIn = 0;
    long netOut = 0;
    for (NetworkIF network : hardware.getNetworkIFs()) {
      netIn += Math.max(0, network.getBytesRecv());
      netOut += Math.max(0, network.getBytesSent());
    }
    return new HostCounters(
        System.nanoTime(),
        ticks[TickType.USER.getIndex()] + ticks[TickType.NICE.getIndex()],
        ticks[TickType.SYSTEM.getIndex()]
            + ticks[TickType.IRQ.getIndex()]
            + ticks[TickType.SOFTIRQ.getIndex()],
        ticks[TickType.IOWAIT.getIndex()],
        LongStream.of(ticks).sum(),
        diskRead,
        diskWrite,
        netIn,
        netOut,
        gauges());
  }

  private Gauges gauges() {
    CentralProcessor processor = hardware.getProcessor();
    GlobalMemory memory = hardware.getMemory();
    double[] load = processor.getSystemLoadAverage(3);
    return new Gauges(
        load[0],
        load[1],
        load[2],
        memory.getTotal() - memory.getAvailable(),
        memory.getTotal(),
        memory.getVirtualMemory().getSwapUsed(),
        memory.getVirtualMemory().getSwapTotal(),
        system.getProcessCount(),
        system.getThreadCount());
  }
}
