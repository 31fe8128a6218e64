/**
 * Sends records to any Kafka cluster at a chosen rate.
 *
 * <p>Start at {@link io.residual.samples.producer.RecordProducer}, or at {@link
 * io.residual.samples.producer.ProduceCommand} for the command line.
 */
package io.residual.samples.producer;
