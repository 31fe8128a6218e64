package io.residual.trainer.score;

/** The same contract, for a graph with branches. */
class MultimodalOnnxReconstructorTest extends OnnxReconstructorTest {

  @Override
  long seed() {
    return 12;
  }
}
