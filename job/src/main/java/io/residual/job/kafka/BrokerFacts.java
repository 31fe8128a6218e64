package io.residual.job.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the brokers say about themselves.
 *
 * @param missingTopics those of the job's topics that do not exist
 * @param maxMessageBytes of the existing output topics, by topic; only where we may know
 * @param maxTransactionTimeout that the brokers accept; empty if we may not know
 */
record BrokerFacts(
    Set<String> missingTopics,
    Map<String, Integer> maxMessageBytes,
    Optional<Duration> maxTransactionTimeout) {}
