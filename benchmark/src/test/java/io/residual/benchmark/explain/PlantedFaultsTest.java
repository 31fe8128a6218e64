package io.residual.benchmark.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.residual.model.explain.ExplanationMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Explanations name the fields at fault, on real sets; skipped where these are not there. */
class PlantedFaultsTest {

  private static final List<String> SETS =
      List.of("tabular/cardio", "tabular/vowels", "tabular/wdbc", "tabular/letter");

  private static Path data() {
    String folder = System.getProperty("residual.data");
    return folder == null ? Path.of("..", "..", "shared", "data") : Path.of(folder);
  }

  @Test
  void theFieldAtFaultIsNamedFirstAndTwoAreAmongTheFirstThree() throws Exception {
    for (String set : SETS) {
      Path file = data().resolve(set + ".csv.gz");
      assumeThat(Files.isReadable(file))
          .as("%s is not there; set -Dresidual.data to the folder of the data sets", file)
          .isTrue();
    }
    PlantedFaults.Totals totals = new PlantedFaults.Totals();
    for (String set : SETS) {
      PlantedFaults.run(data(), set, "training: {epochs: 10}\n", 55, 800, 2048, totals);
    }

    for (ExplanationMethod method : ExplanationMethod.values()) {
      Outcome one = totals.outcome(method, 1);
      Outcome two = totals.outcome(method, 2);
      assertThat(one.faults()).isGreaterThanOrEqualTo(200);
      assertThat(one.rate()).as("%s, one field", method).isGreaterThanOrEqualTo(0.95);
      assertThat(two.rate()).as("%s, two fields", method).isGreaterThanOrEqualTo(0.90);
    }
  }
}
