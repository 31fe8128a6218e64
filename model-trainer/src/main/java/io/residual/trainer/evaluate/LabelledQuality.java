package io.residual.trainer.evaluate;

import io.residual.trainer.evaluate.metric.AlertCounts;
import io.residual.trainer.evaluate.metric.EventMetrics;
import io.residual.trainer.evaluate.metric.Figure;
import io.residual.trainer.evaluate.metric.Interval;
import io.residual.trainer.evaluate.metric.NabProfile;
import io.residual.trainer.evaluate.metric.NabScore;
import io.residual.trainer.evaluate.metric.RankCounts;
import io.residual.trainer.evaluate.metric.ScoreRanking;
import io.residual.trainer.evaluate.metric.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well errors and alerts agree with labels.
 *
 * @param series whether rows were taken for series, with runs of anomalous rows as events
 * @param ranks anomalies and normal rows by error
 * @param counts rows by label, and whether they are flagged
 * @param events labelled events and what was found of them
 * @param nab the score of the Numenta benchmark in each of its profiles, its windows being the
 *     events and its series the entities; empty if the rows are no series
 * @param figures with their intervals
 */
public record LabelledQuality(
    boolean series,
    RankCounts ranks,
    AlertCounts counts,
    EventMetrics events,
    List<NabScore> nab,
    Figures figures) {

  /** Copies the list. */
  public LabelledQuality {
    nab = List.copyOf(nab);
  }

  /**
   * The figures, with intervals from samples of the events or rows.
   *
   * @param auroc of the area under the ROC curve
   * @param averagePrecision likewise
   * @param precision of the flagged rows
   * @param recall of the rows
   * @param eventRecall of the events
   * @param units events, or anomalous rows if the rows are no series, that samples are drawn from
   * @param resamples how many samples were drawn
   */
  public record Figures(
      Figure auroc,
      Figure averagePrecision,
      Figure precision,
      Figure recall,
      Figure eventRecall,
      int units,
      int resamples) {

    /** With fewer events than this an interval says little, and too narrow things. */
    public static final int FEW_UNITS = 10;

    /** Whether there are too few events for the intervals to be trusted. */
    public boolean doubtful() {
      return units < FEW_UNITS;
    }
  }

  /**
   * Compares verdicts with their labels.
   *
   * @param verdicts with at least one anomaly and one normal row
   */
  static LabelledQuality of(RowVerdicts verdicts, RowOrder order, Sampling sampling) {
    boolean series = order.series(verdicts);
    boolean[] labels = verdicts.labels();
    boolean[] flagged = verdicts.flagged();
    ScoreRanking ranking = ScoreRanking.of(verdicts.errors());
    RankCounts ranks = ranking.counts(labels);
    AlertCounts counts = AlertCounts.of(labels, flagged);
    EventMetrics events = EventMetrics.of(verdicts.series());
    RowResamples samples = RowResamples.of(verdicts, series, sampling);
    Interval[] intervals = intervals(ranking, verdicts, samples, sampling);
    return new LabelledQuality(
        series,
        ranks,
        counts,
        events,
        series ? nab(verdicts) : List.of(),
        new Figures(
            new Figure(ranks.auroc(), intervals[0]),
            new Figure(ranks.averagePrecision(), intervals[1]),
            new Figure(counts.precision(), intervals[2]),
            new Figure(counts.recall(), intervals[3]),
            new Figure(events.recall(), intervals[4]),
            samples.units(),
            samples.count()));
  }

  private static List<NabScore> nab(RowVerdicts verdicts) {
    List<NabScore> scores = new ArrayList<>();
    for (NabProfile profile : NabProfile.values()) {
      NabScore sum = NabScore.none(profile);
      for (EventMetrics.Series one : verdicts.series()) {
        sum = sum.plus(NabScore.of(profile, Segment.of(one.anomalous()), one.alerts()));
      }
      scores.add(sum);
    }
    return scores;
  }

  private static Interval[] intervals(
      ScoreRanking ranking, RowVerdicts verdicts, RowResamples samples, Sampling sampling) {
    boolean[] labels = verdicts.labels();
    boolean[] flagged = verdicts.flagged();
    List<int[]> events = events(labels, verdicts.seriesRows());
    double[][] figures = new double[5][samples.count()];
    samples.forEach(
        (sample, times) -> {
          RankCounts ranks = ranking.counts(labels, times);
          AlertCounts counts = AlertCounts.of(labels, flagged, times);
          figures[0][sample] = ranks.auroc();
          figures[1][sample] = ranks.averagePrecision();
          figures[2][sample] = counts.precision();
          figures[3][sample] = counts.recall();
          figures[4][sample] = eventRecall(events, flagged, times);
        });
    return Arrays.stream(figures)
        .map(values -> Interval.percentile(values, sampling.confidence()))
        .toArray(Interval[]::new);
  }

  /** The rows of every event. */
  static List<int[]> events(boolean[] labels, List<int[]> seriesRows) {
    List<int[]> events = new ArrayList<>();
    for (int[] indices : seriesRows) {
      boolean[] marks = new boolean[indices.length];
      for (int i = 0; i < marks.length; i++) {
        marks[i] = labels[indices[i]];
      }
      for (Segment event : Segment.of(marks)) {
        events.add(Arrays.copyOfRange(indices, event.from(), event.to()));
      }
    }
    return events;
  }

  /** The part of the events that is found, each counting as often as its first row was drawn. */
  static double eventRecall(List<int[]> events, boolean[] flagged, int[] times) {
    double found = 0;
    double all = 0;
    for (int[] event : events) {
      boolean hit = false;
      for (int row : event) {
        hit |= flagged[row];
      }
      all += times[event[0]];
      found += hit ? times[event[0]] : 0;
    }
    return found / all;
  }
}
