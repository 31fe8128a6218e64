/**
 * Replays records of the past through the classes that the job uses, and says which alerts it would
 * have raised, under one setting or several side by side. Begin with {@link
 * io.residual.trainer.backtest.Backtest}.
 */
package io.residual.trainer.backtest;
