/**
 * Records from the user's own files and standard input.
 *
 * <p>Start at {@link io.residual.samples.source.RowFile}.
 */
package io.residual.samples.source;
