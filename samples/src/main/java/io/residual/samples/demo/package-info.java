/**
 * The demo: broker, Flink, training, job and a stream in one JVM, judged against the labels.
 *
 * <p>Start at {@link io.residual.samples.demo.DemoCommand}; {@link io.residual.samples.demo.Demo}
 * is the same for programs and tests.
 */
package io.residual.samples.demo;
