package io.residual.trainer.fit;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.ensemble.Combination;
import io.residual.model.ensemble.CombinedReconstruction;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.ensemble.Member;
import io.residual.model.error.ErrorMeasure;
import io.residual.trainer.data.EncodedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What fitted networks make of rows together. */
final class EnsembleErrors {

  /** A network that makes no error at all is no more certain than this. */
  private static final double LEAST_SCALE = 1e-12;

  private EnsembleErrors() {}

  /**
   * The ensemble of the given networks, calibrated on held-back rows: each member's errors are
   * divided by their mean there. A single network's errors stay as they are.
   */
  static Ensemble ensemble(
      List<FittedMember> networks,
      Combination combination,
      ErrorMeasure.Kind kind,
      FeatureEncoder encoder,
      EncodedRows heldBack) {
    List<Member> members = new ArrayList<>();
    for (FittedMember network : networks) {
      float[] reconstructions = Reconstructions.of(network.fitted().network(), heldBack);
      ErrorMeasure measure =
          network
              .subset()
              .restrict(measure(kind, encoder, heldBack, reconstructions))
              .times(network.emphasis());
      double scale = 1;
      if (networks.size() > 1) {
        double mean = Arrays.stream(of(measure, heldBack, reconstructions)).average().orElse(1);
        scale = Math.max(LEAST_SCALE, mean);
      }
      members.add(new Member(network.shape(), measure, scale));
    }
    return new Ensemble(members, combination);
  }

  static ErrorMeasure measure(
      ErrorMeasure.Kind kind,
      FeatureEncoder encoder,
      EncodedRows heldBack,
      float[] reconstructions) {
    return switch (kind) {
      case FIELD_MEAN -> ErrorMeasure.fieldMean(encoder);
      case SQUARED -> ErrorMeasure.squared(encoder.featureCount());
      case STANDARDIZED ->
          ErrorMeasure.standardized(encoder, meanSquares(heldBack, reconstructions));
    };
  }

  private static double[] meanSquares(EncodedRows rows, float[] reconstructions) {
    double[] squares = new double[rows.features()];
    for (int i = 0; i < reconstructions.length; i++) {
      double residual = (double) rows.values()[i] - reconstructions[i];
      squares[i % rows.features()] += residual * residual / rows.rows();
    }
    return squares;
  }

  /** The combined errors of all rows, {@code [rows]}. */
  static double[] of(List<FittedMember> networks, Ensemble ensemble, EncodedRows rows) {
    int width = rows.features();
    int count = networks.size();
    List<float[]> reconstructions = new ArrayList<>();
    for (FittedMember network : networks) {
      reconstructions.add(Reconstructions.of(network.fitted().network(), rows));
    }
    if (count > 1) {
      CombinedReconstruction fold = new CombinedReconstruction(ensemble);
      float[] members = new float[count * width];
      float[] combined = new float[rows.rows() * width];
      for (int row = 0; row < rows.rows(); row++) {
        for (int m = 0; m < count; m++) {
          System.arraycopy(reconstructions.get(m), row * width, members, m * width, width);
        }
        fold.fold(rows.values(), row * width, members, 0, combined);
      }
      return of(ensemble.combinedError(), rows, combined);
    }
    return of(ensemble.combinedError(), rows, reconstructions.get(0));
  }

  /** The errors of all rows, {@code [rows]}. */
  static double[] of(ErrorMeasure measure, EncodedRows rows, float[] reconstructions) {
    double[] errors = new double[rows.rows()];
    for (int row = 0; row < errors.length; row++) {
      errors[row] = measure.of(rows.values(), reconstructions, row * rows.features());
    }
    return errors;
  }
}
