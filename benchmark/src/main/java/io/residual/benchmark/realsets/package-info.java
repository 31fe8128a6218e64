/**
 * Real labelled sets streamed through a real broker and the job, judged against their labels.
 *
 * <p>Start at {@link io.residual.benchmark.realsets.RealSets}.
 */
package io.residual.benchmark.realsets;
