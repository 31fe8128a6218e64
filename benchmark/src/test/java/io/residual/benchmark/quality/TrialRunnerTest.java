package io.residual.benchmark.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRunnerTest {

  private static final List<Trial> TRIALS =
      List.of(Sets.trial(Group.TABULAR, "a", "p", 1), Sets.trial(Group.SMD, "b", "p", 2));

  @TempDir private Path results;

  @Test
  void takesUpWhereAnEarlierRunStopped() throws IOException {
    Counting detector = new Counting("1");
    List<Result> first = run(TRIALS.subList(0, 1), detector);
    List<Result> both = run(TRIALS, detector);

    assertThat(detector.calls).isEqualTo(2);
    assertThat(both.get(0).scored().scores()).isEqualTo(first.get(0).scored().scores());
    assertThat(both.get(0).scored().alerts().orElseThrow().above()).containsExactly(true, true);
    assertThat(both.get(0).scored().alerts().orElseThrow().raised()).containsExactly(false, true);
    assertThat(both.get(0).scored().history()).containsExactly(7);
    assertThat(both.get(0).scored().note()).isEqualTo("note");
    assertThat(both.get(0).auroc()).isEqualTo(1);
  }

  @Test
  void runsAgainWhenTheDetectorHasChanged() throws IOException {
    run(TRIALS, new Counting("1"));
    Counting changed = new Counting("2");

    run(TRIALS, changed);

    assertThat(changed.calls).isEqualTo(2);
  }

  @Test
  void goesOnAfterAFailureAndTriesItAgainNextTime() throws IOException {
    Counting failing = new Counting("1");
    failing.failure = new IllegalStateException("no");

    List<Result> failed = run(TRIALS, failing);
    failing.failure = null;

    assertThat(failed).hasSize(2).allMatch(Result::failed);
    assertThat(failed.get(0).note()).contains("no");
    assertThat(failed.get(0).auroc()).isNaN();
    assertThat(run(TRIALS, failing)).noneMatch(Result::failed);
  }

  private List<Result> run(List<Trial> trials, Detector detector) throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new TrialRunner(new ScoreCache(results), nowhere).run(trials, List.of(detector));
  }

  private static final class Counting implements Detector {

    private final String version;
    private int calls;
    private RuntimeException failure;

    private Counting(String version) {
      this.version = version;
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String version() {
      return version;
    }

    @Override
    public Scored score(Split split, long seed) {
      calls++;
      if (failure != null) {
        throw failure;
      }
      Optional<Alerts> alerts =
          Optional.of(new Alerts(new boolean[] {true, true}, new boolean[] {false, true}));
      return new Scored(new double[] {7}, new double[] {0, 1}, alerts, 1, 2, "note");
    }
  }
}
