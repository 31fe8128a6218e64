/**
 * Runs the job on a real standalone cluster: JobManager, TaskManager and broker are processes of
 * their own, so class loaders, native libraries and memory behave as they do in production. Entry
 * type: {@link io.residual.samples.cluster.StandaloneCluster}.
 */
package io.residual.samples.cluster;
