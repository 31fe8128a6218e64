package io.residual.job.container;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * Compares Flink's settings with the container before Flink starts, for what would otherwise show
 * late and badly: a process that the kernel kills without a word, or checkpoints that fail one
 * after the other.
 *
 * <p>Ends with status 78, {@code EX_CONFIG} of {@code sysexits.h}, if something does not fit, and
 * the last line of its output says what.
 */
public final class ContainerCheck {

  private static final int MISCONFIGURED = 78;

  private ContainerCheck() {}

  /**
   * Checks the container in which it runs.
   *
   * @param args {@code jobmanager} or {@code taskmanager}, and the folder of Flink's settings
   */
  @SuppressWarnings("SystemOut") // a program of its own, in front of Flink's logs
  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("usage: ContainerCheck jobmanager|taskmanager CONF_FOLDER");
      System.exit(2);
    }
    List<String> faults =
        faults(
            args[0].equals("taskmanager"),
            GlobalConfiguration.loadConfiguration(args[1]),
            memory());
    for (String fault : faults) {
      System.err.println("residual: " + fault);
    }
    System.exit(faults.isEmpty() ? 0 : MISCONFIGURED);
  }

  /**
   * What does not fit, worst last.
   *
   * @param memory of the container or, without a limit, of the machine, in bytes
   */
  static List<String> faults(boolean taskManager, Configuration configuration, long memory) {
    List<String> faults = new ArrayList<>(WritableFolders.faults(configuration));
    ProcessMemory.fault(taskManager, configuration, memory).ifPresent(faults::add);
    return faults;
  }

  private static long memory() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
