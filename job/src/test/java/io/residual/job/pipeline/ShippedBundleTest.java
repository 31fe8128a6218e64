package io.residual.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Models;
import io.residual.job.function.BundleSource;
import io.residual.model.bundle.BundleWriter;
import io.residual.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.InjectClusterClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedBundleTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(new Configuration())
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @TempDir private Path folder;

  private String written(String name) throws IOException {
    Path file = Files.createDirectories(folder.resolve("a b ü%20#")).resolve(name);
    BundleWriter.write(Models.bundle(), file);
    return file.toString();
  }

  private static StreamExecutionEnvironment environment(String location) throws IOException {
    ModelBundle bundle = ShippedBundle.read(location);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    BundleSource source = ShippedBundle.ship(environment, location, bundle);
    environment.fromData(1).map(new ModelName(source)).sinkTo(new DiscardingSink<>());
    return environment;
  }

  private static final List<String> NAMES = new CopyOnWriteArrayList<>();

  /** Reads the bundle as operators do. */
  private static final class ModelName extends RichMapFunction<Integer, Integer> {

    private static final long serialVersionUID = 1;

    private final BundleSource source;

    ModelName(BundleSource source) {
      this.source = source;
    }

    @Override
    public void open(OpenContext context) throws Exception {
      NAMES.add(source.read(getRuntimeContext()).manifest().name());
    }

    @Override
    public Integer map(Integer value) {
      return value;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mo del.residual", "mo%20dü#l.residual"})
  void anyFileNameReachesTheTasks(String name) throws Exception {
    NAMES.clear();

    environment(written(name)).execute();

    assertThat(NAMES).containsExactly("presses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mo del.residual", "mo%20dü#l.residual"})
  void anyFileNameReachesTheTasksThroughTheRestInterface(
      String name, @InjectClusterClient RestClusterClient<?> client) throws Exception {
    NAMES.clear();
    JobGraph graph = environment(written(name)).getStreamGraph().getJobGraph();

    client
        .requestJobResult(client.submitJob(graph).get())
        .get()
        .toJobExecutionResult(getClass().getClassLoader());

    assertThat(NAMES).containsExactly("presses");
  }

  @Test
  void uriLocationsAreTakenLiterally() throws Exception {
    assertThat(ShippedBundle.read("file://" + written("x y.residual")).manifest().name())
        .isEqualTo("presses");
  }
}
