package io.residual.trainer.fit;

import io.residual.model.network.NetworkSpec;
import io.residual.trainer.data.RowReport;

/** Hears how a fit comes along; called on the thread that fits. */
public interface FitListener {

  /** Hears nothing. */
  FitListener SILENT =
      new FitListener() {
        @Override
        public void rowsRead(RowReport rows, int features, NetworkSpec network) {}

        @Override
        public void epochDone(FitProgress progress) {}
      };

  /** The input has been read and encoded; training begins. */
  void rowsRead(RowReport rows, int features, NetworkSpec network);

  /** An epoch has ended. */
  void epochDone(FitProgress progress);
}
