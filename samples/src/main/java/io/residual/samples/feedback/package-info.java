/**
 * {@code residual feedback}: what people say about alerts, to the job.
 *
 * <p>Start at {@link io.residual.samples.feedback.FeedbackCommand}.
 */
package io.residual.samples.feedback;
