package io.residual.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Ten submissions to the same TaskManager in each recommended layout, with a table of what each
 * leaves behind. Takes minutes: runs in the Maven profile {@code cluster}.
 */
@Tag("cluster")
class ResubmissionITCase {
  private static final int SUBMISSIONS = 10;

  /**
   * By then every class loader that may stay (see {@link StandaloneCluster#RETAINED_LOADERS}) has
   * been seen, and nothing may grow any more.
   */
  private static final int WARM_UP = 7;

  /**
   * One job's own classes take 20 MB of metaspace, so a quarter of that tells that not a single
   * further job's stayed. What does grow, by some 0.3 MB a submission and less each time, is what
   * the JVM generates for reflection and lambdas of Flink itself.
   */
  private static final long METASPACE_GROWTH = 5_000_000;

  /**
   * A class loader or a copy of ONNX Runtime that stays costs 20 MB or more each time, a copy of
   * Deeplearning4j 80 MB.
   */
  private static final long RESIDENT_GROWTH = 40_000_000;

  /** The smallest library that could pile up, ONNX Runtime, unpacks to 22 MB. */
  private static final long TEMPORARY_GROWTH = 1_000_000;

  private static final List<ClusterReport> REPORTS = new ArrayList<>();

  @TempDir static Path shared;
  private static DetectionSample sample;

  @BeforeAll
  static void train() throws Exception {
    sample = DetectionSample.train(shared);
  }

  @AfterAll
  static void report() throws Exception {
    ClusterReport.write(REPORTS, Path.of("target", "cluster-report.md"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ONNX_IN_JOB_JAR")
  void leavesNothingBehind(Layout layout, @TempDir Path folder) throws Exception {
    List<Footprint> footprints = submitRepeatedly(layout, SUBMISSIONS, folder);
    Footprint first = footprints.get(0);
    Footprint settled = footprints.get(WARM_UP - 1);
    Footprint last = footprints.get(footprints.size() - 1);
    assertThat(footprints)
        .allSatisfy(
            footprint -> {
              assertThat(footprint.natives()).isEqualTo(first.natives());
              assertThat(footprint.userClassLoaders())
                  .isLessThanOrEqualTo(StandaloneCluster.RETAINED_LOADERS);
              assertThat(footprint.blobBytes()).as("job jars").isZero();
              assertThat(footprint.temporaryBytes() - first.temporaryBytes())
                  .as("growth of temporary files")
                  .isLessThan(TEMPORARY_GROWTH);
            });
    assertThat(last.metaspaceBytes() - settled.metaspaceBytes())
        .as("growth of metaspace")
        .isLessThan(METASPACE_GROWTH);
    assertThat(last.residentBytes() - settled.residentBytes())
        .as("growth of resident memory")
        .isLessThan(RESIDENT_GROWTH);
  }

  /** Not recommended on a session cluster; measured so that the docs can say what it costs. */
  @ParameterizedTest
  @EnumSource(names = "ONNX_IN_JOB_JAR")
  void worksForAsLongAsMetaspaceLasts(Layout layout, @TempDir Path folder) throws Exception {
    List<Footprint> footprints = submitRepeatedly(layout, SUBMISSIONS / 2, folder);
    Footprint last = footprints.get(footprints.size() - 1);
    assertThat(last.userClassLoaders()).as("one a submission").isEqualTo(SUBMISSIONS / 2);
  }

  private static List<Footprint> submitRepeatedly(Layout layout, int submissions, Path folder)
      throws Exception {
    ClusterReport report = new ClusterReport(layout.name().toLowerCase(Locale.ROOT));
    REPORTS.add(report);
    List<Footprint> footprints = new ArrayList<>();
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"));
        StandaloneCluster cluster =
            StandaloneCluster.start(Files.createDirectory(folder.resolve("cluster")), layout)) {
      SubmissionRound round = new SubmissionRound(cluster, broker, sample, layout);
      String taskManager = cluster.taskManagerId();
      report.add("none yet", cluster.taskManagerFootprint(), cluster.jobManagerFootprint());
      for (int i = 1; i <= submissions; i++) {
        SubmissionRound.Way way =
            i % 2 == 1 ? SubmissionRound.Way.FLINK_RUN : SubmissionRound.Way.REST_API;
        round.run(i, way);
        Footprint footprint = cluster.taskManagerFootprint();
        footprints.add(footprint);
        report.add(i + " (" + way.label() + ")", footprint, cluster.jobManagerFootprint());
      }
      assertThat(cluster.taskManagerId()).as("the same TaskManager").isEqualTo(taskManager);
    }
    return footprints;
  }
}
