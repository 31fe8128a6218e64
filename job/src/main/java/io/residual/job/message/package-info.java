/**
 * The records that cross operators, all public and made of types that Flink serialises itself.
 *
 * <p>None of them is ever written to after it is made, although they hold arrays: the job runs with
 * object reuse, so that chained operators hand them on without copying.
 */
package io.residual.job.message;
