/**
 * The job's metrics, in Flink's metric system, one class an operator. All lie in the group {@code
 * residual} of their operator:
 *
 * <table>
 * <caption>Metrics</caption>
 * <tr><th>metric</th><th>type</th><th>meaning</th></tr>
 * <tr><td>{@code recordsIn}</td><td>counter</td><td>records read from the input topics</td></tr>
 * <tr><td>{@code recordsScored}</td><td>counter</td><td>records that got an error</td></tr>
 * <tr><td>{@code reason.<code>.deadLetters}</td><td>counter</td><td>records refused, by
 * reason</td></tr>
 * <tr><td>{@code kind.<kind>.alerts}</td><td>counter</td><td>alerts, by kind</td></tr>
 * <tr><td>{@code reason.<code>.suppressed}</td><td>counter</td><td>records above their threshold
 * that raised no alert, by reason</td></tr>
 * <tr><td>{@code batchSize}</td><td>histogram</td><td>records a batch</td></tr>
 * <tr><td>{@code batchScoringMicros}</td><td>histogram</td><td>time to score a batch, in
 * microseconds</td></tr>
 * <tr><td>{@code driftWindows}</td><td>counter</td><td>windows compared with training</td></tr>
 * <tr><td>{@code retrainingDue}</td><td>gauge</td><td>1 if something has drifted much</td></tr>
 * <tr><td>{@code field.<name>.driftPsi}, {@code driftKs}, {@code driftLevel}</td><td>gauges</td>
 * <td>of the last window; the level is 0 to 2</td></tr>
 * <tr><td>{@code kind.<kind>.verdicts}</td><td>counter</td><td>verdicts read, by kind</td></tr>
 * <tr><td>{@code reason.<code>.verdictsRefused}</td><td>counter</td><td>messages of the feedback
 * topic refused, by reason</td></tr>
 * <tr><td>{@code verdictsRetracted}</td><td>counter</td><td>verdicts taken back</td></tr>
 * </table>
 *
 * <p>Nothing in flight, {@code recordsIn = recordsScored + deadLetters}. Counters start again from
 * zero when a job restarts, and records that are read again are counted again.
 */
package io.residual.job.metrics;
