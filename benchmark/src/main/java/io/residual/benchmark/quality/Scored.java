package io.residual.benchmark.quality;

import java.util.Optional;

/**
 * What a detector makes of the test rows.
 *
 * @param history scores of the training rows of a stream, as the detector saw them; empty of rows
 *     without an order
 * @param scores {@code [rows]}, finite, larger for odder rows
 * @param alerts of the rows; empty if the detector has no threshold of its own
 * @param trainingSeconds processor time of learning
 * @param scoringSeconds processor time of scoring all rows
 * @param note what is worth knowing, such as the network that was chosen; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the data; made once, read once
record Scored(
    double[] history,
    double[] scores,
    Optional<Alerts> alerts,
    double trainingSeconds,
    double scoringSeconds,
    String note) {

  static Scored of(double[] history, double[] scores, Stopwatch stopwatch) {
    return new Scored(
        history,
        scores,
        Optional.empty(),
        stopwatch.trainingSeconds(),
        stopwatch.scoringSeconds(),
        "");
  }
}
