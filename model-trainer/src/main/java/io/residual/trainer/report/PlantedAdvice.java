package io.residual.trainer.report;

import io.residual.trainer.evaluate.PlantedResult;
import io.residual.trainer.evaluate.PlantedScores;
import io.residual.trainer.evaluate.plant.PlantedKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Advice on planted anomalies: what the model sees, and what it is blind to. */
final class PlantedAdvice {

  /** Of the events, found reliably. */
  private static final double RELIABLE = 0.8;

  private PlantedAdvice() {}

  static void add(PlantedScores scores, List<Advice> advice) {
    Map<PlantedKind, List<PlantedResult>> byKind = new EnumMap<>(PlantedKind.class);
    for (PlantedResult result : scores.results()) {
      byKind.computeIfAbsent(result.kind(), kind -> new ArrayList<>()).add(result);
    }
    List<String> seen = new ArrayList<>();
    List<String> blind = new ArrayList<>();
    byKind.forEach((kind, results) -> sort(kind, results, seen, blind));
    if (!seen.isEmpty()) {
      advice.add(
          Advice.good(
              "Planted anomalies that are found reliably: " + String.join("; ", seen) + "."));
    }
    if (!blind.isEmpty()) {
      advice.add(
          Advice.note(
              "Planted anomalies that are mostly missed at every strength tried: "
                  + String.join("; ", blind)
                  + ". If such faults matter, check that the fields in question are in the schema;"
                  + " changes over time, such as a stuck value, show only to models with windows of"
                  + " several records."));
    }
  }

  private static void sort(
      PlantedKind kind, List<PlantedResult> results, List<String> seen, List<String> blind) {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).recall() >= RELIABLE) {
        String strength = kind.describe(results.get(i).strength());
        String from = i == 0 ? " of " : " from ";
        seen.add(kind.label() + (strength.isEmpty() ? "" : from + strength));
        return;
      }
    }
    if (results.stream().allMatch(result -> result.recall() < 0.5)) {
      blind.add(kind.label());
    }
  }
}
