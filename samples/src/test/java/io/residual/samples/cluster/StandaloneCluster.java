package io.residual.samples.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Flink session cluster of one JobManager and one TaskManager, each a process of its own with the
 * memory that Flink's scripts would give it, and the two ways of submitting a job that users have.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration SUBMISSION = Duration.ofSeconds(90);
  private static final Duration STATE_CHANGE = Duration.ofSeconds(60);

  /**
   * Class loaders of ended jobs that a cluster process may keep, whatever the number of
   * submissions. (1) One by the shutdown hook of a native library, which remembers the access
   * context of the job that loaded it first, even where the library itself is in {@code lib}. (2)
   * One by the JDK: the code behind {@code equals} of records caches the class it was last linked
   * for. (3) Five by the ten threads of Flink's cache for files that jobs ship: every second one is
   * born while a job's loader is the context, and keeps it.
   */
  static final int RETAINED_LOADERS = 7;

  private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");

  private final FlinkProcesses processes;
  private final FlinkRest rest;
  private final MeasuredProcess jobManager;
  private final MeasuredProcess taskManager;
  private int clientRuns;

  private StandaloneCluster(
      FlinkProcesses processes,
      FlinkRest rest,
      MeasuredProcess jobManager,
      MeasuredProcess taskManager) {
    this.processes = processes;
    this.rest = rest;
    this.jobManager = jobManager;
    this.taskManager = taskManager;
  }

  /**
   * Starts a cluster and waits until its TaskManager has registered.
   *
   * @param root an empty folder for everything the cluster writes
   */
  static StandaloneCluster start(Path root, Layout layout) throws Exception {
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
    // Seconds, an hour by default: lets the tests see that the jars of ended jobs go.
    settings.put("blob.service.cleanup.interval", "2");
    settings.putAll(layout.settings());
    FlinkProcesses processes =
        new FlinkProcesses(
            root, FlinkHome.create(root.resolve("flink"), layout.extraLibs(), settings));
    MeasuredProcess jobManager = processes.startJobManager();
    MeasuredProcess taskManager = processes.startTaskManager();
    FlinkRest rest = new FlinkRest(URI.create("http://localhost:" + ports.get(2)));
    StandaloneCluster cluster = new StandaloneCluster(processes, rest, jobManager, taskManager);
    try {
      Await.answer(
          "a registered TaskManager", START, cluster::taskManagerIfRegistered, cluster::output);
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** Submits as {@code flink run -d} does: the job's main method runs in a client process. */
  String flinkRun(Path jar, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "-d", jar.toString()));
    command.addAll(arguments);
    try (JavaProcess client = processes.startClient("client-" + ++clientRuns, command)) {
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
    String jarId = rest.upload(jar);
    String jobId = rest.run(jarId, arguments);
    rest.delete(jarId);
    return jobId;
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

  Footprint taskManagerFootprint() throws Exception {
    return taskManager.footprint();
  }

  Footprint jobManagerFootprint() throws Exception {
    return jobManager.footprint();
  }

  /** Names this TaskManager for its whole life; another one would have another id. */
  String taskManagerId() throws Exception {
    return rest.get("/taskmanagers").get("taskmanagers").get(0).get("id").asText();
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
