package io.residual.trainer.evaluate;

import io.residual.trainer.evaluate.metric.Figure;
import io.residual.trainer.evaluate.metric.Interval;
import io.residual.trainer.evaluate.plant.CapturedRows;
import io.residual.trainer.evaluate.plant.PlantedEvent;
import io.residual.trainer.evaluate.plant.PlantedKind;
import io.residual.trainer.evaluate.plant.Planter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A model's scores of planted anomalies, event by event, so that two models can be compared on the
 * same ones. Made by {@link #of}; immutable and thread safe.
 */
public final class PlantedScores {

  /** Events of a kind and strength that are enough to stop adding rounds. */
  private static final int ENOUGH_EVENTS = 100;

  private static final int MAX_ROUNDS = 5;

  private final List<Cell> cells;
  private final int rows;
  private final int alerts;

  private PlantedScores(List<Cell> cells, int rows, int alerts) {
    this.cells = List.copyOf(cells);
    this.rows = rows;
    this.alerts = alerts;
  }

  /**
   * All events of a kind and strength.
   *
   * @param placements for every event the mean, over its rows, of the part of the untouched rows
   *     that score lower, ties counting half; their mean is the area under the ROC curve
   * @param delays for every event the rows until its alert, -1 if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Cell(PlantedKind kind, double strength, double[] placements, int[] delays) {}

  /**
   * Plants anomalies into the rows and scores them.
   *
   * @param planter of the events; may have been made from other values of the same rows
   * @throws IOException never in practice: the rows are in memory
   */
  public static PlantedScores of(BundleScores scores, CapturedRows rows, Planter planter)
      throws IOException {
    RowVerdicts clean = verdicts(scores, rows, List.of());
    double[] sorted = clean.errors();
    Arrays.sort(sorted);
    List<Cell> cells = new ArrayList<>();
    for (PlantedKind kind : PlantedKind.values()) {
      for (double strength : kind.strengths()) {
        List<Double> placements = new ArrayList<>();
        List<Integer> delays = new ArrayList<>();
        for (int round = 0; round < MAX_ROUNDS && placements.size() < ENOUGH_EVENTS; round++) {
          List<PlantedEvent> events = planter.events(kind, strength, round);
          if (events.isEmpty()) {
            break;
          }
          RowVerdicts planted = verdicts(scores, rows, events);
          for (PlantedEvent event : events) {
            placements.add(placement(event, planted, sorted));
            delays.add(delay(event, planted));
          }
        }
        if (!placements.isEmpty()) {
          cells.add(
              new Cell(
                  kind,
                  strength,
                  placements.stream().mapToDouble(p -> p).toArray(),
                  delays.stream().mapToInt(d -> d).toArray()));
        }
      }
    }
    return new PlantedScores(cells, clean.rows(), clean.flaggedCount());
  }

  private static RowVerdicts verdicts(
      BundleScores scores, CapturedRows rows, List<PlantedEvent> events) throws IOException {
    RowVerdicts verdicts = new RowVerdicts();
    scores.score(new CapturedCursor(rows, events), verdicts);
    return verdicts;
  }

  private static double placement(PlantedEvent event, RowVerdicts planted, double[] clean) {
    double sum = 0;
    for (int row : event.rows()) {
      double error = planted.error(row);
      sum += (countBelow(clean, error, false) + countBelow(clean, error, true)) / 2.0;
    }
    return sum / clean.length / event.rows().size();
  }

  /** How many of the sorted values are below the given one, or at most as large. */
  private static int countBelow(double[] sorted, double value, boolean equalToo) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (equalToo && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int delay(PlantedEvent event, RowVerdicts planted) {
    List<Integer> rows = event.rows();
    for (int i = 0; i < rows.size(); i++) {
      if (planted.isFlagged(rows.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether nothing could be planted. */
  public boolean isEmpty() {
    return cells.isEmpty();
  }

  /** Rows that anomalies were planted into. */
  public int rows() {
    return rows;
  }

  /** Alerts on those rows as they were: false ones, if the rows are normal. */
  public int alertsWithout() {
    return alerts;
  }

  /** The results by kind and strength; kinds that the fields do not allow are left out. */
  public List<PlantedResult> results() {
    return cells.stream()
        .map(
            cell -> {
              int[] delays = Arrays.stream(cell.delays()).filter(d -> d >= 0).sorted().toArray();
              return new PlantedResult(
                  cell.kind(),
                  cell.strength(),
                  cell.delays().length,
                  delays.length,
                  Arrays.stream(cell.placements()).average().orElse(Double.NaN),
                  delays.length == 0
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(
                          (delays[(delays.length - 1) / 2] + delays[delays.length / 2]) / 2.0));
            })
        .toList();
  }

  /**
   * Means over all kinds and strengths, each counting alike.
   *
   * @param auroc area under the ROC curve
   * @param recall part of the events found
   */
  public record Means(Figure auroc, Figure recall) {}

  /** The means, with intervals from samples of the events of each kind and strength. */
  public Means means(Sampling sampling) {
    return means(null, sampling);
  }

  /**
   * This model's means minus another's on the same events.
   *
   * @param other scores of the same events by another model
   * @throws IllegalArgumentException if the events are not the same
   */
  public Means differences(PlantedScores other, Sampling sampling) {
    boolean same = cells.size() == other.cells.size();
    for (int i = 0; same && i < cells.size(); i++) {
      same = cells.get(i).delays().length == other.cells.get(i).delays().length;
    }
    if (!same) {
      throw new IllegalArgumentException("the two models were given different planted anomalies");
    }
    return means(other, sampling);
  }

  private Means means(PlantedScores minus, Sampling sampling) {
    double auroc = mean(PlantedResult::auroc);
    double recall = mean(PlantedResult::recall);
    if (minus != null) {
      auroc -= minus.mean(PlantedResult::auroc);
      recall -= minus.mean(PlantedResult::recall);
    }
    double[][] samples = samples(minus, sampling);
    return new Means(
        new Figure(auroc, Interval.percentile(samples[0], sampling.confidence())),
        new Figure(recall, Interval.percentile(samples[1], sampling.confidence())));
  }

  private double mean(ToDoubleFunction<PlantedResult> figure) {
    return results().stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /** Means over samples, {@code [2][resamples]}: areas under the ROC curve, parts found. */
  private double[][] samples(PlantedScores minus, Sampling sampling) {
    int resamples = sampling.resamples();
    SplittableRandom random = new SplittableRandom(sampling.seed());
    double[][] means = new double[2][resamples];
    for (int sample = 0; sample < resamples; sample++) {
      for (int c = 0; c < cells.size(); c++) {
        Cell cell = cells.get(c);
        int events = cell.placements().length;
        double weight = 1.0 / events / cells.size();
        for (int i = 0; i < events; i++) {
          int event = random.nextInt(events);
          means[0][sample] += weight * cell.placements()[event];
          means[1][sample] += cell.delays()[event] >= 0 ? weight : 0;
          if (minus != null) {
            Cell other = minus.cells.get(c);
            means[0][sample] -= weight * other.placements()[event];
            means[1][sample] -= other.delays()[event] >= 0 ? weight : 0;
          }
        }
      }
    }
    return means;
  }
}
