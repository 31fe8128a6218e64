package io.residual.benchmark.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.residual.trainer.evaluate.metric.AlertCounts;
import io.residual.trainer.evaluate.metric.RankCounts;
import io.residual.trainer.evaluate.metric.ScoreRanking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What single settings of the pipeline file change, on sets whose training rows are clean and on
 * the same sets with their anomalies among the training rows.
 *
 * <p>Arguments: the folder with the data, the file for the table, sets (comma), seeds, a file of
 * settings: one a line, {@code name | YAML of the training section}, the first to compare with.
 */
public final class OptionEffects {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** A line of the table. */
  private record Option(String name, String training) {

    ResidualModel model() throws IOException {
      return new ResidualModel((ObjectNode) YAML.readTree("{training: " + training + "}"));
    }
  }

  /** Means over sets and seeds. */
  private static final class Means {

    private final List<RankCounts> ranks = new ArrayList<>();
    private final List<AlertCounts> alerts = new ArrayList<>();

    double auroc() {
      return ranks.stream().mapToDouble(RankCounts::auroc).average().orElse(Double.NaN);
    }

    double averagePrecision() {
      return ranks.stream().mapToDouble(RankCounts::averagePrecision).average().orElse(Double.NaN);
    }

    double recall() {
      return alerts.stream().mapToDouble(AlertCounts::recall).average().orElse(Double.NaN);
    }

    double falseAlarms() {
      return alerts.stream().mapToDouble(AlertCounts::falseAlarmRate).average().orElse(Double.NaN);
    }
  }

  private OptionEffects() {}

  /** Prints and writes the table. */
  public static void main(String[] args) throws Exception {
    if (args.length != 5) {
      System.err.println("usage: OptionEffects DATA TABLE SETS SEEDS OPTIONS");
      System.exit(2);
    }
    List<Option> options =
        Files.readAllLines(Path.of(args[4]), StandardCharsets.UTF_8).stream()
            .filter(line -> line.contains("|"))
            .map(line -> line.split("\\|", 2))
            .map(parts -> new Option(parts[0].strip(), parts[1].strip()))
            .toList();
    StringBuilder table = new StringBuilder();
    String[] sets = args[2].split(",", -1);
    for (boolean contaminated : new boolean[] {false, true}) {
      table
          .append(contaminated ? "\n60% of all rows train, anomalies among them" : "Random halves")
          .append("\n\n| setting |");
      for (String set : sets) {
        table.append(' ').append(set).append(" |");
      }
      table.append(" mean AUROC | mean AP | recall | false alarms |\n|---|");
      table.append("---|".repeat(sets.length + 4)).append('\n');
      for (Option option : options) {
        table.append(row(option, sets, Path.of(args[0]), Integer.parseInt(args[3]), contaminated));
        Files.writeString(Path.of(args[1]), table, StandardCharsets.UTF_8);
      }
    }
    System.out.print(table);
  }

  private static String row(
      Option option, String[] sets, Path data, int seeds, boolean contaminated) throws Exception {
    StringBuilder cells = new StringBuilder("| ").append(option.name()).append(" |");
    Means all = new Means();
    for (String set : sets) {
      Means means = new Means();
      LabelledRows rows = LabelledRows.read(data.resolve("tabular/" + set + ".csv.gz"), Set.of());
      for (long seed = 1; seed <= seeds; seed++) {
        Split split = contaminated ? contaminated(rows, seed) : Halves.random(rows, seed);
        Scored scored = option.model().score(split, seed);
        boolean[] labels = split.test().anomalies();
        means.ranks.add(ScoreRanking.of(scored.scores()).counts(labels));
        means.alerts.add(AlertCounts.of(labels, scored.alerts().orElseThrow().above()));
      }
      all.ranks.addAll(means.ranks);
      all.alerts.addAll(means.alerts);
      cells.append(
          String.format(Locale.ROOT, " %.3f / %.3f |", means.auroc(), means.averagePrecision()));
    }
    String line =
        cells
            + String.format(
                Locale.ROOT,
                " %.3f | %.3f | %.3f | %.4f |%n",
                all.auroc(),
                all.averagePrecision(),
                all.recall(),
                all.falseAlarms());
    System.err.print(line);
    return line;
  }

  /** 60% of all rows, drawn at random, against the rest. */
  private static Split contaminated(LabelledRows rows, long seed) {
    int[] order = IntStream.range(0, rows.size()).toArray();
    Halves.shuffle(order, new Random(seed));
    int cut = (int) Math.round(0.6 * order.length);
    return new Split(
        rows.rows(IntStream.range(0, cut).map(i -> order[i]).toArray()),
        rows.rows(IntStream.range(cut, order.length).map(i -> order[i]).toArray()),
        false);
  }
}
