/** How a command that talks to Kafka for long ends in good order. */
package io.residual.samples.client;
