/** JMH benchmarks of the parts that every record passes; see {@code docs/development.md}. */
package io.residual.benchmark.speed;
