/**
 * Live telemetry of the machine that this runs on.
 *
 * <p>Start at {@link io.residual.samples.host.HostTelemetry}.
 */
package io.residual.samples.host;
