package io.residual.trainer.fit;

import io.residual.model.network.NetworkSpec;
import io.residual.trainer.data.RowReport;

/** Hears how a fit comes along; called on the thread that fits. */
public interface FitListener {

  /** Hears nothing. */
  FitListener SILENT =
      new FitListener() {
        @Override
        public void rowsRead(RowReport rows, int features) {}

        @Override
        public void networkBegins(int number, int count, int inputs, NetworkSpec network) {}

        @Override
        public void epochDone(FitProgress progress) {}
      };

  /** The input has been read and encoded. */
  void rowsRead(RowReport rows, int features);

  /**
   * Rows that look contaminated have been left out, or count less.
   *
   * @param training how many training rows fewer that makes; part of one for a row that counts less
   * @param heldBack how many held-back rows fewer
   */
  default void rowsScreened(double training, int heldBack) {}

  /**
   * A network is about to be fitted.
   *
   * @param number of the network, counted from 1
   * @param count how many there are
   * @param inputs features that it looks at
   */
  void networkBegins(int number, int count, int inputs, NetworkSpec network);

  /**
   * The errors are calibrated, and the networks are fitted again to all rows.
   *
   * @param rows how many these are
   */
  default void refitBegins(int rows) {}

  /** An epoch has ended. */
  void epochDone(FitProgress progress);
}
