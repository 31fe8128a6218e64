/**
 * The {@code residual} command.
 *
 * <p>Start at {@link io.residual.samples.cli.ResidualCli}.
 */
package io.residual.samples.cli;
