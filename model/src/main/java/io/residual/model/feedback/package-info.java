/**
 * What people say about alerts, and what follows from it.
 *
 * <p>A {@link io.residual.model.feedback.Verdict} is one message of the feedback topic; {@link
 * io.residual.model.feedback.VerdictBook} holds those in force and tells the alert policy which
 * records they excuse.
 */
package io.residual.model.feedback;
