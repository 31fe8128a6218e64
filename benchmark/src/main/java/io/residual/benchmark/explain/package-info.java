/** How often explanations name the field at fault, and what they cost. */
package io.residual.benchmark.explain;
