/**
 * Brings bundles to where running jobs take them from.
 *
 * <p>Start at {@link io.residual.samples.deploy.PublishCommand}.
 */
package io.residual.samples.deploy;
