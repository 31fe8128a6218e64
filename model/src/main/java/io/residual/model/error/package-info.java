/** The reconstruction error of a record, and how errors of normal records are distributed. */
package io.residual.model.error;
