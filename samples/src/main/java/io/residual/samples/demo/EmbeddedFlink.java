package io.residual.samples.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this JVM, with its web interface on the loopback address.
 *
 * <p>The same JobManager and TaskManager as on a cluster, without the processes around them. All
 * its files are under the given directory.
 */
public final class EmbeddedFlink implements AutoCloseable {

  private static final int WEB_PORT = 8081;

  /** Ports tried in turn where the usual one is busy. */
  private static final String WEB_PORTS = WEB_PORT + "-8180";

  private final MiniCluster cluster;
  private final URI webInterface;

  private EmbeddedFlink(MiniCluster cluster, URI webInterface) {
    this.cluster = cluster;
    this.webInterface = webInterface;
  }

  /**
   * Starts a cluster.
   *
   * @param directory for checkpoints and temporary files
   * @param slots how many parallel instances of an operator it can run
   * @param notices receives what the user should know, such as a busy port
   * @throws IOException if it does not start
   */
  public static EmbeddedFlink start(Path directory, int slots, Consumer<String> notices)
      throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, "localhost");
    configuration.set(RestOptions.BIND_ADDRESS, "localhost");
    configuration.set(RestOptions.BIND_PORT, WEB_PORTS);
    configuration.set(CoreOptions.TMP_DIRS, directory.resolve("flink").toString());
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("checkpoints").toUri() + "");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
    // The defaults are those of a process of its own; the demo shares one heap.
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
      URI web = cluster.getRestAddress().get();
      if (web.getPort() != WEB_PORT) {
        notices.accept(
            "port " + WEB_PORT + " is busy; Flink's web interface uses port " + web.getPort());
      }
      return new EmbeddedFlink(cluster, web);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(cluster);
      throw new IOException("interrupted while Flink was starting", e);
    } catch (Exception e) {
      stop(cluster);
      throw new IOException("Flink does not start: " + e.getMessage(), e);
    }
  }

  /** Where the web interface is. */
  public URI webInterface() {
    return webInterface;
  }

  /** An environment whose jobs run on this cluster, submitted as from any other client. */
  public StreamExecutionEnvironment environment() {
    Configuration client = new Configuration();
    client.set(DeploymentOptions.TARGET, "remote");
    client.set(DeploymentOptions.ATTACHED, false);
    client.set(RestOptions.ADDRESS, webInterface.getHost());
    client.set(RestOptions.PORT, webInterface.getPort());
    return new StreamExecutionEnvironment(client);
  }

  /** Ends the TaskManager as if its process had died, and starts another. */
  void replaceTaskManager() throws Exception {
    cluster.terminateTaskManager(0).get();
    cluster.startTaskManager();
  }

  @Override
  public void close() {
    stop(cluster);
  }

  private static void stop(MiniCluster cluster) {
    try {
      cluster.closeAsync().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Flink does not stop: " + e.getCause().getMessage(), e);
    }
  }
}
