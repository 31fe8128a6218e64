package io.residual.trainer.fit;

import java.io.IOException;
import java.util.Optional;

/** Keeps the state of a fit outside the process, so that it can be continued by another. */
interface Checkpoint {

  /** Keeps nothing. */
  Checkpoint NONE =
      new Checkpoint() {
        @Override
        public Optional<FitState> load() {
          return Optional.empty();
        }

        @Override
        public boolean isDue(int epoch) {
          return false;
        }

        @Override
        public void save(FitState state) {}
      };

  /** The state that was kept last; empty if none was. */
  Optional<FitState> load() throws IOException;

  /** Whether the state after an epoch, counted from 1, is to be kept. */
  boolean isDue(int epoch);

  /** Keeps a state; all of it or, if this fails or the process ends, the one before. */
  void save(FitState state) throws IOException;
}
