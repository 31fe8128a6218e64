package io.residual.job.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.residual.job.fixture.HalvingReconstructorFactory;
import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.EncodedRecord;
import io.residual.job.message.RecordBatch;
import io.residual.job.message.ScoredBatch;
import io.residual.job.message.ScoredRecord;
import io.residual.model.threshold.QuantileThreshold;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // harnesses declare close() throws Exception
class ScoreFunctionHarnessTest {

  private static OneInputStreamOperatorTestHarness<RecordBatch, ScoredBatch> create(String runtime)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new StreamMap<>(
            new ScoreFunction(Models.source(), runtime, DetectionOverrides.NONE, DriftWindow.OFF)));
  }

  private static RecordBatch batch(float... temperatures) {
    List<EncodedRecord> records = new ArrayList<>();
    for (float temperature : temperatures) {
      records.add(Records.encoded(records.size(), temperature));
    }
    return new RecordBatch(records);
  }

  /**
   * A quarter of each squared feature; mean over fields, of which a vector is its elements' mean.
   */
  private static double error(double temperature) {
    return (temperature * temperature / 4 + 0.25 + 0.25 + 0.25 / 2) / 4;
  }

  @ParameterizedTest
  @ValueSource(strings = {HalvingReconstructorFactory.RUNTIME, "onnx"})
  void scoresBatchesOfAnySizeInOrder(String runtime) throws Exception {
    try (var harness = create(runtime)) {
      harness.open();
      harness.processElement(new StreamRecord<>(batch(0, 40, 1)));
      harness.processElement(new StreamRecord<>(batch(2)));
      harness.processElement(new StreamRecord<>(batch(3, 4, 5, 6, 7)));

      List<ScoredRecord> scored =
          harness.extractOutputValues().stream().flatMap(b -> b.records().stream()).toList();
      float[] temperatures = {0, 40, 1, 2, 3, 4, 5, 6, 7};
      assertThat(scored).hasSize(temperatures.length);
      for (int i = 0; i < temperatures.length; i++) {
        assertThat(scored.get(i).error()).isCloseTo(error(temperatures[i]), within(1e-5));
        assertThat(scored.get(i).entity()).isEqualTo("press-1");
        assertThat(scored.get(i).eventTimeMillis()).isEqualTo(5000);
      }
      assertThat(scored.get(1).reconstruction()).containsExactly(20, 0.5f, 0.5f, 0, 0, 0, 0.5f);
      assertThat(scored.get(1).features()).containsExactly(40, 1, 1, 0, 0, 0, 1);
      assertThat(scored.get(1).json()).isNotEmpty();
    }
  }

  @Test
  void recordsThatCanRaiseNoAlertTravelWithoutTheirContents() throws Exception {
    try (var harness = create(HalvingReconstructorFactory.RUNTIME)) {
      harness.open();
      harness.processElement(new StreamRecord<>(batch(0, HalvingReconstructorFactory.BROKEN_AT)));

      List<ScoredRecord> scored = harness.extractOutputValues().get(0).records();
      double lowest =
          new QuantileThreshold(Models.THRESHOLD, Models.bundle().manifest().calibration())
              .lowest();
      assertThat(scored.get(0).error()).isLessThan(lowest);
      assertThat(scored.get(0).json()).isNull();
      assertThat(scored.get(0).features()).isNull();
      assertThat(scored.get(0).reconstruction()).isNull();
      assertThat(scored.get(1).error()).isNaN();
      assertThat(scored.get(1).json()).as("a model fault raises an alert").isNotNull();
    }
  }

  @Test
  void closesItsRuntime() throws Exception {
    int before = HalvingReconstructorFactory.OPEN.get();
    try (var harness = create(HalvingReconstructorFactory.RUNTIME)) {
      harness.open();
      assertThat(HalvingReconstructorFactory.OPEN.get()).isEqualTo(before + 1);
    }
    assertThat(HalvingReconstructorFactory.OPEN.get()).isEqualTo(before);
  }

  @Test
  void anUnknownRuntimeSaysWhichThereAre() throws Exception {
    try (var harness = create("abacus")) {
      assertThatThrownBy(harness::open)
          .hasMessageContaining("'abacus'")
          .hasMessageContaining("[dawdling, dl4j, halving, onnx]");
    }
  }

  @Test
  void theRuntimeWhoseLibrariesAreAbsentSaysWhereToPutThem() throws Exception {
    try (var harness = create("dl4j")) {
      assertThatThrownBy(harness::open).hasMessageContaining("residual-dl4j-addon");
    }
  }
}
