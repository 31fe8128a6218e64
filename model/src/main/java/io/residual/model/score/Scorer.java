package io.residual.model.score;

import io.residual.model.bundle.ModelBundle;
import io.residual.model.ensemble.CombinedReconstruction;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.error.ErrorMeasure;
import java.io.IOException;

/**
 * Scores batches of encoded rows: the members' reconstructions, folded into one, then its error.
 * Not thread safe; reuses its buffers.
 */
public final class Scorer implements AutoCloseable {

  private final Reconstructor reconstructor;
  private final ErrorMeasure measure;
  private final boolean alone;
  private final CombinedReconstruction fold;
  private float[] members = {};

  /** A scorer that owns, and closes, the given runtime. */
  public Scorer(Reconstructor reconstructor, Ensemble ensemble) {
    if (reconstructor.featureCount() != ensemble.width()
        || reconstructor.memberCount() != ensemble.members().size()) {
      throw new IllegalArgumentException(
          "the runtime has "
              + reconstructor.memberCount()
              + " networks of "
              + reconstructor.featureCount()
              + " features, the ensemble "
              + ensemble.members().size()
              + " of "
              + ensemble.width());
    }
    this.reconstructor = reconstructor;
    this.measure = ensemble.combinedError();
    this.alone = ensemble.plain();
    this.fold = new CombinedReconstruction(ensemble);
  }

  /**
   * A scorer of a bundle.
   *
   * @param runtime name of the scoring runtime, see {@link ScoringRuntimes}
   * @throws IOException if the bundle cannot be opened with it
   */
  public static Scorer open(String runtime, ModelBundle bundle) throws IOException {
    return new Scorer(ScoringRuntimes.open(runtime, bundle), bundle.manifest().ensemble());
  }

  /** Number of features of a row. */
  public int featureCount() {
    return measure.size();
  }

  /**
   * Scores a batch.
   *
   * @param rows row-major {@code [rowCount][featureCount]}; may be longer
   * @param reconstructions receives the reconstructions, in the same layout
   * @param errors receives an error for each row, {@code [rowCount]} or longer; NaN or infinite
   *     only if a network gave such a reconstruction
   */
  public void score(float[] rows, int rowCount, float[] reconstructions, double[] errors) {
    if (alone) {
      reconstructor.reconstruct(rows, rowCount, reconstructions);
    } else {
      fold(rows, rowCount, reconstructions);
    }
    for (int row = 0; row < rowCount; row++) {
      errors[row] = measure.of(rows, reconstructions, row * measure.size());
    }
  }

  private void fold(float[] rows, int rowCount, float[] reconstructions) {
    int width = measure.size();
    int step = Math.multiplyExact(reconstructor.memberCount(), width);
    if (members.length < (long) rowCount * step) {
      members = new float[Math.multiplyExact(rowCount, step)];
    }
    reconstructor.reconstruct(rows, rowCount, members);
    for (int row = 0; row < rowCount; row++) {
      fold.fold(rows, row * width, members, row * step, reconstructions);
    }
  }

  @Override
  public void close() {
    reconstructor.close();
  }
}
