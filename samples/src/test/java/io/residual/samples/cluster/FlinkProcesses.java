package io.residual.samples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * Starts Flink's programs as its shell scripts do: with the memory that the settings give them, and
 * with the class path and options of one home.
 *
 * @param root takes the output and the temporary files of every process
 */
record FlinkProcesses(Path root, FlinkHome home) {

  MeasuredProcess startJobManager() throws IOException {
    Configuration configuration = configuration();
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
    return startServer(
        "jobmanager",
        JobManagerProcessUtils.generateJvmParametersStr(memory, configuration),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        JobManagerProcessUtils.generateDynamicConfigsStr(memory));
  }

  MeasuredProcess startTaskManager() throws IOException {
    TaskExecutorProcessSpec memory =
        TaskExecutorProcessUtils.processSpecFromConfig(configuration());
    return startServer(
        "taskmanager",
        // Touching the heap at once leaves only what grows outside of it to be seen.
        ProcessMemoryUtils.generateJvmParametersStr(memory) + " -XX:+AlwaysPreTouch",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        TaskExecutorProcessUtils.generateDynamicConfigsStr(memory));
  }

  /** Starts the program behind {@code bin/flink}. */
  JavaProcess startClient(String name, List<String> arguments) throws IOException {
    return JavaProcess.start(
        name,
        root,
        home.classPath(),
        jvmOptions(name),
        "org.apache.flink.client.cli.CliFrontend",
        arguments,
        Map.of("FLINK_CONF_DIR", home.conf().toString(), "FLINK_LIB_DIR", home.lib().toString()));
  }

  private MeasuredProcess startServer(
      String name, String memoryOptions, String mainClass, String memorySettings)
      throws IOException {
    List<String> jvmOptions = jvmOptions(name);
    jvmOptions.addAll(words(memoryOptions));
    List<String> arguments = new ArrayList<>(List.of("--configDir", home.conf().toString()));
    arguments.addAll(words(memorySettings));
    Path blobs = Files.createDirectories(root.resolve(name + "-blobs"));
    arguments.add("-Dblob.storage.directory=" + blobs);
    JavaProcess process =
        JavaProcess.start(
            name,
            root,
            home.classPath(),
            jvmOptions,
            mainClass,
            arguments,
            Map.of("OMP_NUM_THREADS", "1"));
    return new MeasuredProcess(process, temporary(name), blobs);
  }

  private List<String> jvmOptions(String name) throws IOException {
    Path temporary = Files.createDirectories(temporary(name));
    List<String> options = new ArrayList<>(home.jvmOptions());
    options.add("-Dlog.file=" + root.resolve(name + ".out"));
    options.add("-Djava.io.tmpdir=" + temporary);
    options.add("-Dorg.bytedeco.javacpp.cachedir=" + temporary.resolve("javacpp"));
    return options;
  }

  private Path temporary(String name) {
    return root.resolve(name + "-tmp");
  }

  private Configuration configuration() {
    return GlobalConfiguration.loadConfiguration(home.conf().toString());
  }

  private static List<String> words(String text) {
    return Stream.of(text.trim().split("\\s+")).toList();
  }
}
