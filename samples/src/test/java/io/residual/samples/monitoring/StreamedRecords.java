package io.residual.samples.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.samples.dataset.LabelledRecord;
import io.residual.samples.demo.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Records of simulated presses, with every outcome that a record can have. */
final class StreamedRecords {

  /** How many of {@link #of} are dead letters. */
  static final int DEAD_LETTERS = 12;

  private StreamedRecords() {}

  /** The scenario's live records, then some that cannot be read and one that is far too late. */
  static List<String> of(Scenario scenario) {
    List<String> records = new ArrayList<>();
    try (Stream<LabelledRecord> live = scenario.live().get()) {
      live.forEach(record -> records.add(new String(record.json(), UTF_8)));
    }
    String last = records.get(records.size() - 1);
    records.addAll(Collections.nCopies(DEAD_LETTERS / 3, "not JSON"));
    records.addAll(Collections.nCopies(DEAD_LETTERS / 3, "[]"));
    records.addAll(Collections.nCopies(DEAD_LETTERS / 3, null));
    String faulty = last.replaceFirst("\"power\":[^,]*", "\"power\":5000");
    records.add(faulty);
    records.add(faulty.replace("2026-01-01", "2025-12-01"));
    return records;
  }
}
