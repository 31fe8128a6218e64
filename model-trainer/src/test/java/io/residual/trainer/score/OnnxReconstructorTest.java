package io.residual.trainer.score;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.score.ScoringRuntimes;

class OnnxReconstructorTest extends ReconstructorContract {

  @Override
  String runtime() {
    return ScoringRuntimes.ONNX;
  }

  @Override
  String entry() {
    return ModelBundle.ONNX_ENTRY;
  }
}
