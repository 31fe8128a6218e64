package io.residual.job.message;

import io.residual.job.function.EntityWindow;
import io.residual.job.function.VerdictState;
import io.residual.model.detect.EntityState;
import io.residual.model.drift.DriftCounts;
import io.residual.model.drift.DriftState;
import io.residual.model.feedback.RecentAlerts;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PojoSerializationTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        Origin.class,
        SourceRecord.class,
        EncodedRecord.class,
        RecordBatch.class,
        ScoredBatch.class,
        ScoredRecord.class,
        AlertMessage.class,
        ScoreMessage.class,
        FeedbackCommand.class,
        FeedbackEvent.class,
        FeedbackStatus.class,
        VerdictState.class,
        RecentAlerts.class,
        DriftCounts.class,
        DriftState.class,
        DriftMessage.class,
        DeadLetter.class,
        EntityState.class,
        EntityWindow.class
      })
  void flinkSerialisesItWithoutKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
