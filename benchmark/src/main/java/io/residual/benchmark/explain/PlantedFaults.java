package io.residual.benchmark.explain;

import io.residual.model.explain.ExplanationMethod;
import io.residual.model.explain.ExplanationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plants faults into one or two fields of normal rows that a model has not seen, and prints how
 * often each method of explanation names them, and what it costs.
 *
 * <p>Arguments: folder of the labelled sets; faults a set and number of fields (60 by default);
 * rows a set that a model trains on (4000 by default). Labels choose the normal rows and nothing
 * else.
 */
public final class PlantedFaults {

  /** Of several kinds: few and many fields, measurements, counts, series. */
  private static final List<String> SETS =
      List.of(
          "tabular/annthyroid",
          "tabular/cardio",
          "tabular/wdbc",
          "tabular/vowels",
          "tabular/fault",
          "tabular/letter",
          "asd/omi-1_train",
          "smd/machine-1-6_train");

  private static final Map<String, String> NETWORKS =
      Map.of("auto", "", "bottleneck", "training: {network: bottleneck}\n");

  private PlantedFaults() {}

  /** Runs all sets and prints a table for each network. */
  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    int faults = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    int rows = args.length > 2 ? Integer.parseInt(args[2]) : 4000;
    int evaluations = ExplanationSettings.DEFAULT.evaluations();
    for (String network : List.of("auto", "bottleneck")) {
      Totals totals = new Totals();
      for (String set : SETS) {
        run(data, set, NETWORKS.get(network), faults, rows, evaluations, totals);
      }
      print("network: " + network + "\n\n" + totals.table());
    }
  }

  /**
   * Adds what a set gives.
   *
   * @param set such as {@code tabular/cardio}
   * @param settings lines at the end of the pipeline file
   */
  static void run(
      Path data, String set, String settings, int faults, int rows, int evaluations, Totals totals)
      throws Exception {
    Path folder = Files.createTempDirectory("planted-faults");
    try {
      NormalRows normal =
          NormalRows.of(data.resolve(set + ".csv.gz"), !set.startsWith("tabular"), rows, folder);
      try (FaultModel model = FaultModel.fit(normal, settings)) {
        for (int fields = 1; fields <= 2; fields++) {
          List<Fault> planted = model.plant(normal.heldOut(), faults, fields, 1);
          for (ExplanationMethod method : ExplanationMethod.values()) {
            totals.add(
                method, fields, model.judge(method, evaluations, planted, fields == 1 ? 1 : 3));
          }
        }
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Sums over sets. */
  static final class Totals {

    private final Map<ExplanationMethod, Outcome> single = new EnumMap<>(ExplanationMethod.class);
    private final Map<ExplanationMethod, Outcome> pair = new EnumMap<>(ExplanationMethod.class);

    void add(ExplanationMethod method, int fields, Outcome outcome) {
      (fields == 1 ? single : pair).merge(method, outcome, Outcome::plus);
    }

    /** What was found of faults in so many fields. */
    Outcome outcome(ExplanationMethod method, int fields) {
      return (fields == 1 ? single : pair).get(method);
    }

    String table() {
      StringBuilder table =
          new StringBuilder(
              "| method | one field named first | of those that raise an alert"
                  + " | two fields in the first three | of those that raise an alert"
                  + " | ms an explanation, median | 95% |\n|---|--:|--:|--:|--:|--:|--:|\n");
      for (ExplanationMethod method : ExplanationMethod.values()) {
        Outcome one = single.get(method);
        Outcome two = pair.get(method);
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.3g | %.3g |%n",
                method.name().toLowerCase(Locale.ROOT),
                part(one.named(), one.faults()),
                part(one.namedOfAlerts(), one.alerts()),
                part(two.named(), two.faults()),
                part(two.namedOfAlerts(), two.alerts()),
                one.plus(two).millisAt(0.5),
                one.plus(two).millisAt(0.95)));
      }
      return table.toString();
    }

    private static String part(int some, int all) {
      return String.format(Locale.ROOT, "%.3f (%d of %d)", (double) some / all, some, all);
    }
  }

  @SuppressWarnings("SystemOut") // a command
  private static void print(String text) {
    System.out.println(text);
  }
}
