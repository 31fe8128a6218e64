package io.residual.trainer.score;

/** The same contract, for a graph with branches. */
class MultimodalDl4jReconstructorTest extends Dl4jReconstructorTest {

  @Override
  long seed() {
    return 12;
  }
}
