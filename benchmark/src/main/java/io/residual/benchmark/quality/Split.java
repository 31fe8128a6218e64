package io.residual.benchmark.quality;

/**
 * What a detector may learn from, and what it is asked about.
 *
 * @param training rows to learn from; their labels are for checks only
 * @param test rows to score
 * @param stream whether the test rows follow the training rows in time, and one another
 */
record Split(LabelledRows training, LabelledRows test, boolean stream) {}
