/**
 * Several autoencoders that judge a record together: their shapes, how their errors are made
 * comparable, and how they are combined into one.
 */
package io.residual.model.ensemble;
