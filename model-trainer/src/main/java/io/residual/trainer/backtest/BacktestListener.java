package io.residual.trainer.backtest;

/** Hears how a backtest comes along. */
@FunctionalInterface
public interface BacktestListener {

  /** Hears nothing. */
  BacktestListener SILENT = (records, alerts) -> {};

  /** So many records have been gone over, and so many alerts raised. */
  void progress(long records, long alerts);
}
