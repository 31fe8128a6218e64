package io.residual.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.record.RecordContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BatchScorerTest {

  private static final String PIPELINE =
      """
      model: {name: pumps}
      schema:
        entity: /pump
        eventTime: {pointer: /at, format: epoch-millis}
        fields: [{name: flow, type: numeric}, {name: power, type: numeric}]
      sequence: {length: 3}
      training: {network: bottleneck, epochs: 2}
      """;

  private static final long HOUR = 3_600_000;

  /** Errors of an entity's records: two, and after two hours a third. */
  private static List<Double> errors(ModelBundle bundle, Long idleMillis) throws Exception {
    List<Double> errors = new ArrayList<>();
    try (BatchScorer.Network network = BatchScorer.Network.open(bundle)) {
      BatchScorer<Integer> scorer =
          new BatchScorer<>(
              network,
              idleMillis,
              (record, context, rows, reconstructions, start, error) -> errors.add(error));
      float[][] rows = {{1, 1}, {-2, 0.5f}, {1, 1}};
      long[] times = {0, 60_000, 60_000 + 2 * HOUR};
      for (int i = 0; i < rows.length; i++) {
        scorer.add(i, new RecordContext("a", OptionalLong.of(times[i])), rows[i]);
      }
      scorer.flush();
    }
    return errors;
  }

  @Test
  void windowsOfIdleEntitiesBeginAnewAsInTheJob() throws Exception {
    ModelBundle bundle = TestModels.fit(PIPELINE, TestModels.rows(300, 1, false));

    List<Double> forgetting = errors(bundle, HOUR);
    assertThat(forgetting.get(2)).isEqualTo(forgetting.get(0));

    List<Double> remembering = errors(bundle, null);
    assertThat(remembering.subList(0, 2)).isEqualTo(forgetting.subList(0, 2));
    assertThat(remembering.get(2)).isNotEqualTo(remembering.get(0));
  }
}
