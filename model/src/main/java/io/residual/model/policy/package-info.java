/**
 * The alert policy: which of the records above their threshold are worth an alert, and which belong
 * to an incident that people know of already.
 *
 * <p>{@link io.residual.model.policy.AlertPolicy} holds the rules and no state; {@link
 * io.residual.model.policy.PolicyState} is what is kept for each entity.
 */
package io.residual.model.policy;
