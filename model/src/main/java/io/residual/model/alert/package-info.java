/** The alert: what is written to the alert topic, and how it is written. */
package io.residual.model.alert;
