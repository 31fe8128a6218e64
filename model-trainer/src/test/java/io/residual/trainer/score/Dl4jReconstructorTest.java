package io.residual.trainer.score;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.score.ScoringRuntimes;

class Dl4jReconstructorTest extends ReconstructorContract {

  @Override
  String runtime() {
    return ScoringRuntimes.DL4J;
  }

  @Override
  String entry() {
    return ModelBundle.DL4J_ENTRY;
  }
}
