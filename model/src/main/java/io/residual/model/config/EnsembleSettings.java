package io.residual.model.config;

import io.residual.model.ensemble.Combination;
import io.residual.model.ensemble.Ensemble;
import java.util.List;

/**
 * How many networks judge together and what they differ in. They always differ in their seeds.
 *
 * @param members from 1 to {@link Ensemble#MAX_MEMBERS}
 * @param combination how their calibrated errors become one
 * @param sizes factors for the units of all layers but the last; members take them in turn
 * @param fields part of the fields that each member looks at, above 0, at most 1; fields are dealt
 *     out evenly, as in feature bagging (Lazarevic and Kumar, KDD 2005)
 */
public record EnsembleSettings(
    int members, Combination combination, List<Double> sizes, double fields) {

  /** A single network. */
  public static final EnsembleSettings SINGLE =
      new EnsembleSettings(1, Combination.MEAN, List.of(1.0), 1);

  /** Copies the list and checks the ranges. */
  public EnsembleSettings {
    sizes = List.copyOf(sizes);
    if (members < 1 || members > Ensemble.MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "members is " + members + "; it must be from 1 to " + Ensemble.MAX_MEMBERS);
    }
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> !(size > 0 && size <= MAX_SIZE))) {
      throw new IllegalArgumentException(
          "sizes are " + sizes + "; they must be at least one number above 0, at most " + MAX_SIZE);
    }
    if (!(fields > 0 && fields <= 1)) {
      throw new IllegalArgumentException(
          "fields is " + fields + "; it must be above 0 and at most 1");
    }
  }

  /** A hundred times as wide is a slip of the pen. */
  public static final double MAX_SIZE = 100;
}
