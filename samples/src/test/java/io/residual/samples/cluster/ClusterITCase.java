package io.residual.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a real cluster, in the layout that docs/cluster.md recommends. */
class ClusterITCase {

  @Test
  void detectsHoweverItIsSubmitted(@TempDir Path folder) throws Exception {
    DetectionSample sample = DetectionSample.train(folder);
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"));
        StandaloneCluster cluster =
            StandaloneCluster.start(
                Files.createDirectory(folder.resolve("cluster")), Layout.ONNX_IN_LIB)) {
      SubmissionRound round = new SubmissionRound(cluster, broker, sample, Layout.ONNX_IN_LIB);
      String taskManager = cluster.taskManagerId();
      round.run(1, SubmissionRound.Way.FLINK_RUN);
      Footprint first = cluster.taskManagerFootprint();
      round.run(2, SubmissionRound.Way.REST_API);
      Footprint second = cluster.taskManagerFootprint();

      assertThat(cluster.taskManagerId()).as("the same TaskManager").isEqualTo(taskManager);
      assertThat(second.natives()).as("mapped native libraries").isEqualTo(first.natives());
      assertThat(second.userClassLoaders())
          .as("class loaders that outlive their job")
          .isLessThanOrEqualTo(StandaloneCluster.RETAINED_LOADERS);
    }
  }
}
