/**
 * What every command that talks to Kafka needs: connection options, and a clear word when no broker
 * answers.
 *
 * <p>Start at {@link io.residual.samples.client.KafkaClientOptions}.
 */
package io.residual.samples.client;
