package io.residual.benchmark.quality;

/**
 * Scores of test rows beside the rows' labels.
 *
 * @param scored what a detector made of the rows
 * @param anomalies the labels, {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the data; made once, read once
record LabelledScores(Scored scored, boolean[] anomalies) {}
