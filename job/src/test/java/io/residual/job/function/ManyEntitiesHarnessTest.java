package io.residual.job.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.residual.job.fixture.Models;
import io.residual.job.fixture.Records;
import io.residual.job.message.AlertMessage;
import io.residual.job.message.ScoredRecord;
import io.residual.model.config.ThresholdOverrides;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Very many entities in Flink's own state backends: whether they fit, what they take, how fast a
 * job is back. The system property {@code residual.entities} says how many: 20,000 in the build,
 * 1,000,000 for the tables in {@code docs/thresholds.md}; {@code residual.records} how many records
 * each has had: 1 in the build, enough to fill what is kept of an entity for the second table.
 */
@SuppressWarnings("try") // harnesses declare close() throws Exception
class ManyEntitiesHarnessTest {

  private static final int ENTITIES = Integer.getInteger("residual.entities", 20_000);
  private static final int RECORDS = Integer.getInteger("residual.records", 1);

  /** Entities that are looked at again. */
  private static final int LOOKED_AT = 500;

  /** Where Flink keeps states. */
  enum Backend {
    HEAP,
    ROCKSDB;

    StateBackend open() {
      if (this == HEAP) {
        return new HashMapStateBackend();
      }
      EmbeddedRocksDBStateBackend rocks = new EmbeddedRocksDBStateBackend();
      // A harness manages half a megabyte, a task manager hundreds.
      rocks.getMemoryConfiguration().setFixedMemoryPerSlot("256mb");
      return rocks;
    }
  }

  @TempDir private Path folder;

  private KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness(
      Backend backend) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage>(
            new KeyedProcessOperator<>(
                new ThresholdFunction(
                    Models.source(),
                    DetectionOverrides.of(new ThresholdOverrides(Map.of("window", "240"))),
                    ExplanationChoice.OF_BUNDLE,
                    "onnx",
                    1_000_000,
                    false,
                    0)),
            ScoredRecord::entity,
            Types.STRING,
            128,
            1,
            0);
    // As in the job.
    harness.getExecutionConfig().setUseSnapshotCompression(true);
    harness.setStateBackend(backend.open());
    harness.setCheckpointStorage(new FileSystemCheckpointStorage(folder.toUri()));
    return harness;
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void soManyEntitiesFitAndComeBack(Backend backend, TestReporter reporter) throws Exception {
    OperatorSubtaskState snapshot;
    List<String> expected;
    try (var harness = harness(backend)) {
      harness.open();
      long before = usedHeap();
      long start = System.nanoTime();
      fill(harness);
      long filled = System.nanoTime();
      long heap = (usedHeap() - before) / ENTITIES;
      long snapshotStart = System.nanoTime();
      snapshot = harness.snapshot(1, 0);
      long bytes = snapshot.getStateSize() / ENTITIES;
      reporter.publishEntry(
          Map.of(
              "backend", backend.name(),
              "entities", Integer.toString(ENTITIES),
              "records an entity", Integer.toString(RECORDS),
              "records a second",
                  Long.toString((long) (1e9 * ENTITIES * RECORDS / (filled - start))),
              "bytes of heap an entity", Long.toString(heap),
              "bytes of snapshot an entity", Long.toString(bytes),
              "ms to snapshot", millisSince(snapshotStart)));
      assertThat(harness.getOutput()).as("no entity's records are anomalies").isEmpty();
      // Compressed; states of one record each are much alike.
      assertThat(bytes).isBetween(10L, RECORDS == 1 ? 320L : 1024L);
      assertThat(heap).isLessThan(backend == Backend.HEAP ? 1024 : 200);
      expected = alerts(harness);
    }
    try (var harness = harness(backend)) {
      long start = System.nanoTime();
      harness.initializeState(snapshot);
      harness.open();
      reporter.publishEntry("ms to restore, " + backend, millisSince(start));
      assertThat(alerts(harness)).isEqualTo(expected).hasSize(LOOKED_AT);
    }
  }

  /** One entity after the other, as fast as a state backend can take them. */
  private static void fill(
      KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness)
      throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < ENTITIES; i++) {
      String entity = entity(i);
      for (int record = 0; record < RECORDS; record++) {
        long time = 60_000L - 100L * (RECORDS - 1 - record);
        // Below any threshold, and no two alike, so that nothing compresses that would not in a
        // job.
        double error = RECORDS == 1 ? 0.9 : 0.6 + 0.3 * random.nextDouble();
        harness.processElement(new StreamRecord<>(Records.scored(i, entity, time, error)));
      }
    }
  }

  private static String entity(int number) {
    return "machine-" + number;
  }

  /** What a second and anomalous record of some entities leads to. */
  private static List<String> alerts(
      KeyedOneInputStreamOperatorTestHarness<String, ScoredRecord, AlertMessage> harness)
      throws Exception {
    for (int i = 0; i < LOOKED_AT; i++) {
      String entity = entity((int) ((long) i * ENTITIES / LOOKED_AT));
      harness.processElement(
          new StreamRecord<>(Records.scored(ENTITIES + i, entity, 61_000, 5 + i)));
    }
    List<String> alerts = new ArrayList<>();
    for (AlertMessage alert : harness.extractOutputValues()) {
      alerts.add(new String(alert.json(), UTF_8));
    }
    return alerts;
  }

  private static String millisSince(long start) {
    return Long.toString((System.nanoTime() - start) / 1_000_000);
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
