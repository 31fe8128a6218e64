/**
 * Reads alerts from Kafka and prints them for people.
 *
 * <p>Start at {@link io.residual.samples.consumer.AlertReader} and {@link
 * io.residual.samples.consumer.AlertPrinter}, or at {@link
 * io.residual.samples.consumer.AlertsCommand} for the command line.
 */
package io.residual.samples.consumer;
