package io.residual.samples.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A Flink session cluster of one JobManager and one TaskManager, each a process of its own with the
 * memory that Flink's scripts would give it, and the two ways of submitting a job that users have.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration SUBMISSION = Duration.ofSeconds(90);
  private static final Duration STATE_CHANGE = Duration.ofSeconds(60);
  private static final Duration RELEASE = Duration.ofSeconds(5);
  private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");

  private final Path root;
  private final FlinkHome home;
  private final FlinkRest rest;
  private final JavaProcess jobManager;
  private final JavaProcess taskManager;
  private int clientRuns;

  private StandaloneCluster(
      Path root, FlinkHome home, FlinkRest rest, JavaProcess jobManager, JavaProcess taskManager) {
    this.root = root;
    this.home = home;
    this.rest = rest;
    this.jobManager = jobManager;
    this.taskManager = taskManager;
  }

  /**
   * Starts a cluster and waits until its TaskManager has registered.
   *
   * @param root an empty folder for everything the cluster writes
   * @param extraLibs jars that its operator adds to {@code lib}
   * @param extraSettings what its operator adds to {@code config.yaml}
   */
  static StandaloneCluster start(Path root, List<Path> extraLibs, Map<String, String> extraSettings)
      throws Exception {
    List<Integer> ports = Ports.free(3);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("jobmanager.rpc.address", "localhost");
    settings.put("jobmanager.rpc.port", ports.get(0).toString());
    settings.put("blob.server.port", ports.get(1).toString());
    settings.put("rest.address", "localhost");
    settings.put("rest.port", ports.get(2).toString());
    settings.put("jobmanager.memory.process.size", "1600m");
    settings.put("taskmanager.host", "localhost");
    settings.put("taskmanager.memory.process.size", "1728m");
    settings.put("taskmanager.numberOfTaskSlots", "1");
    settings.put("execution.checkpointing.dir", root.resolve("checkpoints").toUri().toString());
    settings.putAll(extraSettings);
    FlinkHome home = FlinkHome.create(root.resolve("flink"), extraLibs, settings);
    Configuration configuration = GlobalConfiguration.loadConfiguration(home.conf().toString());
    JavaProcess jobManager = startJobManager(root, home, configuration);
    FlinkRest rest = new FlinkRest(URI.create("http://localhost:" + ports.get(2)));
    JavaProcess taskManager = startTaskManager(root, home, configuration);
    StandaloneCluster cluster = new StandaloneCluster(root, home, rest, jobManager, taskManager);
    try {
      Await.answer(
          "a registered TaskManager", START, cluster::taskManagerIfRegistered, cluster::output);
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static JavaProcess startJobManager(Path root, FlinkHome home, Configuration configuration)
      throws IOException {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
    return startFlink(
        root,
        home,
        "jobmanager",
        JobManagerProcessUtils.generateJvmParametersStr(memory, configuration),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        JobManagerProcessUtils.generateDynamicConfigsStr(memory));
  }

  private static JavaProcess startTaskManager(
      Path root, FlinkHome home, Configuration configuration) throws IOException {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    return startFlink(
        root,
        home,
        "taskmanager",
        // Touching the heap at once leaves only what grows outside of it to be seen.
        ProcessMemoryUtils.generateJvmParametersStr(memory) + " -XX:+AlwaysPreTouch",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        TaskExecutorProcessUtils.generateDynamicConfigsStr(memory));
  }

  private static JavaProcess startFlink(
      Path root,
      FlinkHome home,
      String name,
      String memoryOptions,
      String mainClass,
      String dynamicSettings)
      throws IOException {
    Path temporary = Files.createDirectories(root.resolve(name + "-tmp"));
    List<String> jvmOptions = new ArrayList<>(home.jvmOptions());
    jvmOptions.addAll(List.of(memoryOptions.trim().split("\\s+")));
    jvmOptions.add("-Djava.io.tmpdir=" + temporary);
    jvmOptions.add("-Dorg.bytedeco.javacpp.cachedir=" + temporary.resolve("javacpp"));
    List<String> arguments = new ArrayList<>(List.of("--configDir", home.conf().toString()));
    arguments.addAll(List.of(dynamicSettings.trim().split("\\s+")));
    return JavaProcess.start(
        name,
        root,
        home.classPath(),
        jvmOptions,
        mainClass,
        arguments,
        Map.of("OMP_NUM_THREADS", "1"));
  }

  /** Submits as {@code flink run -d} does: the job's main method runs in a client process. */
  String flinkRun(Path jar, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "-d", jar.toString()));
    command.addAll(arguments);
    Path temporary = Files.createDirectories(root.resolve("client-tmp"));
    List<String> jvmOptions = new ArrayList<>(home.jvmOptions());
    jvmOptions.add("-Djava.io.tmpdir=" + temporary);
    try (JavaProcess client =
        JavaProcess.start(
            "client-" + ++clientRuns,
            root,
            home.classPath(),
            jvmOptions,
            "org.apache.flink.client.cli.CliFrontend",
            command,
            Map.of(
                "FLINK_CONF_DIR",
                home.conf().toString(),
                "FLINK_LIB_DIR",
                home.lib().toString()))) {
      String output = client.outputAtEnd(SUBMISSION);
      Matcher submitted = SUBMITTED.matcher(output);
      if (!submitted.find()) {
        throw new IllegalStateException("No job id in the output of flink run:\n" + output);
      }
      return submitted.group(1);
    }
  }

  /** Submits through the REST API: the job's main method runs in the JobManager. */
  String uploadAndRun(Path jar, List<String> arguments) throws Exception {
    return rest.run(rest.upload(jar), arguments);
  }

  FlinkRest rest() {
    return rest;
  }

  String state(String jobId) throws Exception {
    return rest.get("/jobs/" + jobId).get("state").asText();
  }

  /** Waits until all tasks of a job run; a job that fails ends the wait with its exception. */
  void awaitRunning(String jobId) throws Exception {
    Await.answer(
        "job " + jobId + " running", STATE_CHANGE, () -> running(jobId), () -> failure(jobId));
  }

  private Optional<String> running(String jobId) throws Exception {
    JsonNode job = rest.get("/jobs/" + jobId);
    if (job.get("state").asText().startsWith("FAIL")) {
      throw new IllegalStateException(failure(jobId));
    }
    for (JsonNode vertex : job.get("vertices")) {
      if (!vertex.get("status").asText().equals("RUNNING")) {
        return Optional.empty();
      }
    }
    return Optional.of(jobId);
  }

  /** Cancels a job and waits until the TaskManager has given back its slots. */
  void cancel(String jobId) throws Exception {
    rest.cancel(jobId);
    Await.answer(
        "job " + jobId + " canceled",
        STATE_CHANGE,
        () -> Optional.of(state(jobId)).filter("CANCELED"::equals),
        () -> failure(jobId));
    Await.answer(
        "all slots free",
        STATE_CHANGE,
        () -> taskManagerIfRegistered().filter(StandaloneCluster::isIdle),
        this::output);
  }

  private static boolean isIdle(JsonNode taskManager) {
    return taskManager.get("freeSlots").asInt() == taskManager.get("slotsNumber").asInt();
  }

  /**
   * Measures the TaskManager. Flink lets go of a finished job's class loader a moment after its
   * slots, so loaders get a few seconds to disappear before they count.
   */
  Footprint taskManagerFootprint() throws Exception {
    return footprint(taskManager, "taskmanager");
  }

  Footprint jobManagerFootprint() throws Exception {
    return footprint(jobManager, "jobmanager");
  }

  private Footprint footprint(JavaProcess process, String name) throws Exception {
    Await.holds(RELEASE, () -> Footprint.userClassLoaders(process.pid()) == 0);
    return Footprint.of(process.pid(), root.resolve(name + "-tmp"));
  }

  long taskManagerPid() {
    return taskManager.pid();
  }

  boolean isTaskManagerAlive() {
    return taskManager.isAlive();
  }

  private Optional<JsonNode> taskManagerIfRegistered() throws InterruptedException {
    try {
      JsonNode registered = rest.get("/taskmanagers").get("taskmanagers");
      return registered.isEmpty() ? Optional.empty() : Optional.of(registered.get(0));
    } catch (IOException e) {
      // The JobManager does not listen yet, or has no leader yet.
      return Optional.empty();
    }
  }

  private String failure(String jobId) {
    try {
      return rest.get("/jobs/" + jobId + "/exceptions").toPrettyString();
    } catch (IOException e) {
      return "No exceptions to be had: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "Interrupted";
    }
  }

  private String output() {
    return "JobManager:\n" + jobManager.output() + "\nTaskManager:\n" + taskManager.output();
  }

  @Override
  public void close() {
    taskManager.close();
    jobManager.close();
  }
}
