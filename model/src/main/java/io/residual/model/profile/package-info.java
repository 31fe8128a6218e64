/**
 * What the values of a model's fields looked like when it was made, and how far other rows are from
 * that.
 */
package io.residual.model.profile;
