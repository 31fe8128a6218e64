package io.residual.trainer.evaluate;

import io.residual.trainer.evaluate.Comparison.Check;
import io.residual.trainer.evaluate.metric.AlertCounts;
import io.residual.trainer.evaluate.metric.Figure;
import io.residual.trainer.evaluate.metric.Interval;
import io.residual.trainer.evaluate.metric.RankCounts;
import io.residual.trainer.evaluate.metric.ScoreRanking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The figures of two models with the intervals of their differences. Samples are paired: each
 * difference is taken on the same sample of rows or events, so that what makes a sample easy or
 * hard for both drops out.
 *
 * @param labelled whether by labels; otherwise by planted anomalies
 * @param units events, rows or planted anomalies that samples were drawn from
 * @param checks what decides
 * @param others figures that decide nothing
 */
record PairedFigures(boolean labelled, int units, List<Check> checks, List<Check> others) {

  private static final String[] NAMES = {
    "AUROC", "average precision", "events found", "precision of rows", "recall of rows"
  };

  /** By the labels that both have. */
  static PairedFigures labelled(
      RowVerdicts current, RowVerdicts candidate, ModelComparison.Options options) {
    boolean series = options.order().series(current);
    boolean[] labels = current.labels();
    List<int[]> events =
        LabelledQuality.events(labels, series ? current.seriesRows() : rows(current));
    Side one = new Side(current, labels, events);
    Side other = new Side(candidate, labels, events);
    RowResamples samples = RowResamples.of(current, series, options.sampling());
    double[][] differences = new double[NAMES.length][samples.count()];
    samples.forEach(
        (sample, times) -> {
          double[] mine = one.figures(times);
          double[] theirs = other.figures(times);
          for (int i = 0; i < NAMES.length; i++) {
            differences[i][sample] = theirs[i] - mine[i];
          }
        });
    int[] once = new int[labels.length];
    Arrays.fill(once, 1);
    double[] mine = one.figures(once);
    double[] theirs = other.figures(once);
    List<Check> all = new ArrayList<>();
    for (int i = 0; i < NAMES.length; i++) {
      Interval interval = Interval.percentile(differences[i], options.sampling().confidence());
      all.add(
          new Check(
              NAMES[i],
              mine[i],
              theirs[i],
              new Figure(theirs[i] - mine[i], interval),
              i <= 1 ? options.margin() : options.recallMargin()));
    }
    return new PairedFigures(true, samples.units(), all.subList(0, 3), all.subList(3, all.size()));
  }

  /** Every row by itself. */
  private static List<int[]> rows(RowVerdicts verdicts) {
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < verdicts.rows(); row++) {
      rows.add(new int[] {row});
    }
    return rows;
  }

  /** One model's part. */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Side(
      ScoreRanking ranking, boolean[] flagged, boolean[] labels, List<int[]> events) {

    Side(RowVerdicts verdicts, boolean[] labels, List<int[]> events) {
      this(ScoreRanking.of(verdicts.errors()), verdicts.flagged(), labels, events);
    }

    double[] figures(int[] times) {
      RankCounts ranks = ranking.counts(labels, times);
      AlertCounts counts = AlertCounts.of(labels, flagged, times);
      return new double[] {
        ranks.auroc(),
        ranks.averagePrecision(),
        LabelledQuality.eventRecall(events, flagged, times),
        counts.precision(),
        counts.recall()
      };
    }
  }

  /** By the same planted anomalies. */
  static PairedFigures planted(
      PlantedScores current, PlantedScores candidate, ModelComparison.Options options) {
    PlantedScores.Means mine = current.means(options.sampling());
    PlantedScores.Means theirs = candidate.means(options.sampling());
    PlantedScores.Means differences = candidate.differences(current, options.sampling());
    int events = current.results().stream().mapToInt(PlantedResult::events).sum();
    return new PairedFigures(
        false,
        events,
        List.of(
            new Check(
                NAMES[0],
                mine.auroc().value(),
                theirs.auroc().value(),
                differences.auroc(),
                options.margin()),
            new Check(
                NAMES[2],
                mine.recall().value(),
                theirs.recall().value(),
                differences.recall(),
                options.recallMargin())),
        List.of());
  }
}
