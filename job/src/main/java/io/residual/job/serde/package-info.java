/** Between Kafka's records and the job's: one schema a topic. */
package io.residual.job.serde;
