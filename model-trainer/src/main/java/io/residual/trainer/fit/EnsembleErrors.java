package io.residual.trainer.fit;

import io.residual.model.encode.FeatureEncoder;
import io.residual.model.ensemble.Combination;
import io.residual.model.ensemble.Ensemble;
import io.residual.model.ensemble.Member;
import io.residual.model.error.ErrorMeasure;
import io.residual.trainer.data.NetworkRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far off fitted networks are, each by itself and all together. */
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
      NetworkRows heldBack) {
    List<Member> members = new ArrayList<>();
    for (FittedMember network : networks) {
      ReconstructedRows rows = new Reconstructions(network.fitted().network(), heldBack);
      ErrorMeasure measure =
          network.subset().restrict(measure(kind, encoder, rows)).times(network.emphasis());
      double scale = 1;
      if (networks.size() > 1) {
        double mean = Arrays.stream(of(measure, rows)).average().orElse(1);
        scale = Math.max(LEAST_SCALE, mean);
      }
      members.add(new Member(network.shape(), measure, scale));
    }
    return new Ensemble(members, combination);
  }

  static ErrorMeasure measure(
      ErrorMeasure.Kind kind, FeatureEncoder encoder, ReconstructedRows heldBack) {
    return switch (kind) {
      case FIELD_MEAN ->
          ErrorMeasure.fieldMean(encoder, heldBack.features() / encoder.featureCount());
      case SQUARED -> ErrorMeasure.squared(heldBack.features());
      case STANDARDIZED -> ErrorMeasure.standardized(encoder, meanSquares(heldBack));
    };
  }

  private static double[] meanSquares(ReconstructedRows rows) {
    int features = rows.features();
    double[] squares = new double[features];
    rows.forEach(
        (inputs, outputs, count) -> {
          for (int i = 0; i < count * features; i++) {
            double residual = (double) inputs[i] - outputs[i];
            squares[i % features] += residual * residual / rows.rows();
          }
        });
    return squares;
  }

  /** The combined errors of all rows, {@code [rows]}. */
  static double[] of(List<FittedMember> networks, Ensemble ensemble, NetworkRows rows) {
    return of(
        ensemble.combinedError(),
        networks.size() == 1
            ? new Reconstructions(networks.get(0).fitted().network(), rows)
            : new FoldedReconstructions(networks, ensemble, rows));
  }

  /** The errors of all rows, {@code [rows]}. */
  static double[] of(ErrorMeasure measure, ReconstructedRows rows) {
    double[] errors = new double[rows.rows()];
    int[] next = {0};
    rows.forEach(
        (inputs, outputs, count) -> {
          for (int i = 0; i < count; i++) {
            errors[next[0]++] = measure.of(inputs, outputs, i * rows.features());
          }
        });
    return errors;
  }
}
