package io.residual.benchmark.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** KNN needs no chance beyond the split: it must give what others measured on the same files. */
class MeasuredFiguresTest {

  @ParameterizedTest
  @CsvSource({"cardio, 0.920, 0.772", "vowels, 0.822, 0.302", "annthyroid, 0.928, 0.681"})
  void agreesWithScikitLearnOnFileOrderHalves(String set, double auroc, double averagePrecision)
      throws Exception {
    String folder = System.getProperty("residual.data");
    Path data = folder == null ? Path.of("..", "..", "shared", "data") : Path.of(folder);
    Path file = data.resolve("tabular").resolve(set + DataFolder.ENDING);
    assumeThat(Files.isReadable(file)).as("%s is not there", file).isTrue();
    Detector knn = new NearestNeighbour();
    Trial trial = TabularTrials.of(file, TabularTrials.Order.FILE, 1).get(0);
    Split split = trial.loader().load();

    Result result =
        Result.of(trial, knn, new LabelledScores(knn.score(split, 1), split.test().anomalies()));

    assertThat(result.auroc()).isCloseTo(auroc, within(0.001));
    assertThat(result.averagePrecision()).isCloseTo(averagePrecision, within(0.001));
  }
}
