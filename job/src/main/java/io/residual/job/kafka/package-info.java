/** The job's ends: source, sinks, and the check of the brokers between submission and start. */
package io.residual.job.kafka;
