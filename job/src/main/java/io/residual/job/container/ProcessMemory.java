package io.residual.job.container;

import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/**
 * Whether a Flink process, as large as its settings make it, fits into a container.
 *
 * <p>Flink divides the process's memory up before it starts, and the JVM takes its shares without a
 * look at the container's limit: a process that is larger gets killed once its heap has grown.
 */
final class ProcessMemory {

  /**
   * What ONNX Runtime, its network and the JVM's own native memory were seen to need beside heap,
   * metaspace and Flink's own memory (docs/cluster.md); Flink's least share is 192 MB.
   */
  private static final MemorySize LEAST_NATIVE = MemorySize.ofMebiBytes(128);

  private ProcessMemory() {}

  /**
   * What is wrong, and the remedy.
   *
   * @param available bytes that the container may use
   */
  static Optional<String> fault(boolean taskManager, Configuration configuration, long available) {
    String key =
        (taskManager
                ? TaskManagerOptions.TOTAL_PROCESS_MEMORY
                : JobManagerOptions.TOTAL_PROCESS_MEMORY)
            .key();
    MemorySize total;
    MemorySize overhead;
    try {
      if (taskManager) {
        TaskExecutorProcessSpec process =
            TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        total = process.getTotalProcessMemorySize();
        overhead = process.getJvmMetaspaceAndOverhead().getOverhead();
      } else {
        JobManagerProcessSpec process = JobManagerProcessUtils.processSpecFromConfig(configuration);
        total = process.getTotalProcessMemorySize();
        overhead = process.getJvmMetaspaceAndOverhead().getOverhead();
      }
    } catch (IllegalConfigurationException e) {
      return Optional.of("Flink's memory settings contradict each other: " + e.getMessage());
    }
    if (total.getBytes() > available) {
      return Optional.of(
          "the container may use %d MB of memory, but %s makes the process %d MB, and the kernel"
                  .formatted(available >> 20, key, total.getMebiBytes())
              + " would kill it; raise the container's limit to %d MB or lower %s"
                  .formatted(total.getMebiBytes(), key));
    }
    if (taskManager && overhead.compareTo(LEAST_NATIVE) < 0) {
      return Optional.of(
          "%s is %d MB, too little for the native memory of JVM and scoring runtime; give at least"
                  .formatted(TaskManagerOptions.JVM_OVERHEAD_MAX.key(), overhead.getMebiBytes())
              + " %d MB".formatted(LEAST_NATIVE.getMebiBytes()));
    }
    return Optional.empty();
  }
}
