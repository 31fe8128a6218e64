/** Which fields made the error, and what the model expected instead. */
package io.residual.model.explain;
