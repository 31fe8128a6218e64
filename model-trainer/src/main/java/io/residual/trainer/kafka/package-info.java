/**
 * Training rows from a Kafka topic, and what every command that talks to Kafka needs: connection
 * options, and a clear word when no broker answers.
 *
 * <p>Start at {@link io.residual.trainer.kafka.TopicRows} and {@link
 * io.residual.trainer.kafka.KafkaClientOptions}.
 */
package io.residual.trainer.kafka;
