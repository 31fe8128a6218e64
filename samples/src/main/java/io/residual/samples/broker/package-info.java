/**
 * A real Kafka broker inside this JVM, for the demo and for tests that need more than a mock.
 *
 * <p>Start at {@link io.residual.samples.broker.EmbeddedBroker}.
 */
package io.residual.samples.broker;
