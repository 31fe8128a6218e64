package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Records;
import io.residual.job.message.ScoreMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.model.config.ThresholdOverrides;
import io.residual.model.policy.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Snapshots, restores and repartitions the thresholds and compares every single decision. */
class ThresholdRescaleHarnessTest {

  private static final DetectionOverrides INCIDENTS =
      new DetectionOverrides(
          ThresholdOverrides.NONE,
          new AlertOverrides("20 records", null, null, null, null, null, null, null));

  @Test
  void decisionsAreTheSameAfterRestoresAtOtherParallelisms() throws Exception {
    List<ScoredRecord> records = randomRecords(3000);
    List<ScoreMessage> expected = new ArrayList<>();
    var subtasks = ThresholdSubtasks.of(INCIDENTS);
    subtasks.run(records, 1, null, 0, expected);

    List<ScoreMessage> actual = new ArrayList<>();
    OperatorSubtaskState state = subtasks.run(records.subList(0, 1000), 2, null, 0, actual);
    state = subtasks.run(records.subList(1000, 2000), 4, state, 2, actual);
    subtasks.run(records.subList(2000, 3000), 2, state, 4, actual);

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected)
        .extracting(ScoreMessage::outcome)
        .contains(ScoreMessage.NORMAL, ScoreMessage.ALERT, Suppression.COOL_DOWN.code());
  }

  private static List<ScoredRecord> randomRecords(int count) {
    Random random = new Random(11);
    List<ScoredRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int machine = random.nextInt(20);
      double error = Math.abs(random.nextGaussian()) * (0.3 + machine / 20.0);
      long time = 1000L * i + (random.nextInt(50) == 0 ? random.nextInt(1_000_000) : 0);
      records.add(Records.scored(i, "press-" + machine, time, error));
    }
    return records;
  }
}
