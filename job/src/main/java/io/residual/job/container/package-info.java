/**
 * What a container must offer before Flink starts in it; the image's entry point asks {@link
 * io.residual.job.container.ContainerCheck}.
 */
package io.residual.job.container;
