/** Training speed: our trainer against the same network trained through DJL on PyTorch. */
package io.residual.benchmark.training;
