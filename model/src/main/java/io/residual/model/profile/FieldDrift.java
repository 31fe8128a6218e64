package io.residual.model.profile;

import io.residual.model.encode.FeatureEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the values of a field have moved from those that the model was made from.
 *
 * @param expected how they were
 * @param found how they are, in the bins of {@code expected}
 * @param stability the population stability index: the sum over bins or values of {@code (q - p)
 *     ln(q / p)}, where p is the expected share and q the one found, Jeffreys' divergence (Siddiqi,
 *     "Credit Risk Scorecards", 2006)
 * @param noise the index that samples of these sizes have by chance, {@code (bins - 1) (1/n + 1/m)}
 *     (Yurdakul, "Statistical properties of population stability index", 2018)
 */
public record FieldDrift(
    FieldProfile expected, FieldProfile found, double stability, double noise) {

  /** Siddiqi's rule of thumb: below, nothing has changed. */
  public static final double SOME = 0.1;

  /** Siddiqi's rule of thumb: above, the population is another one. */
  public static final double MUCH = 0.25;

  /** How much has changed. */
  public enum Level {
    /** Nothing that matters, or nothing that cannot be chance. */
    NONE,
    /** Enough to look at. */
    SOME,
    /** Another population: train again. */
    MUCH
  }

  /** How much has changed, chance taken into account: three times its index proves nothing. */
  public Level level() {
    double beyond = Math.max(stability - 3 * noise, 0);
    if (stability <= SOME || beyond <= 0) {
      return Level.NONE;
    }
    return stability <= MUCH ? Level.SOME : Level.MUCH;
  }

  /**
   * Compares encoded rows with a profile, field by field, the largest change first.
   *
   * @param names of the fields of the encoder
   * @param rows row-major {@code [count][features]}
   */
  public static List<FieldDrift> of(
      DataProfile profile, List<String> names, FeatureEncoder encoder, float[] rows, int count) {
    List<FieldDrift> drifts = new ArrayList<>();
    for (FieldProfile expected : profile.fields()) {
      int field = names.indexOf(expected.name());
      if (field >= 0 && count > 0) {
        drifts.add(of(expected, FieldValues.of(encoder, field, rows, count), profile.rows()));
      }
    }
    drifts.sort(Comparator.comparingDouble(FieldDrift::stability).reversed());
    return List.copyOf(drifts);
  }

  private static FieldDrift of(FieldProfile expected, FieldValues values, long expectedRows) {
    Map<String, double[]> pairs = new TreeMap<>();
    FieldProfile found =
        expected.numeric() ? numeric(expected, values) : discrete(expected, values);
    if (expected.numeric()) {
      for (int bin = 0; bin < expected.shares().size(); bin++) {
        pairs.put("bin " + bin, new double[] {expected.shares().get(bin), found.shares().get(bin)});
      }
    } else {
      expected.values().forEach((value, share) -> pairs.put(value, new double[] {share, 0}));
      found
          .values()
          .forEach((value, share) -> pairs.computeIfAbsent(value, v -> new double[2])[1] = share);
    }
    // Being missing is a value of its own.
    pairs.replaceAll(
        (value, pair) ->
            new double[] {pair[0] * (1 - expected.missing()), pair[1] * (1 - found.missing())});
    if (expected.missing() > 0 || found.missing() > 0) {
      pairs.put("\0missing", new double[] {expected.missing(), found.missing()});
    }
    double n = Math.max(1, expectedRows);
    double m = Math.max(1, values.counted());
    double index = 0;
    for (double[] pair : pairs.values()) {
      // Half a row in every bin: an empty one is rare, not impossible.
      double p = (pair[0] * n + 0.5) / (n + 0.5 * pairs.size());
      double q = (pair[1] * m + 0.5) / (m + 0.5 * pairs.size());
      index += (q - p) * Math.log(q / p);
    }
    return new FieldDrift(expected, found, index, (pairs.size() - 1) * (1 / n + 1 / m));
  }

  private static FieldProfile numeric(FieldProfile expected, FieldValues values) {
    double[] sorted = values.numbers().clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return new FieldProfile(
          expected.name(),
          expected.quantiles(),
          expected.edges(),
          expected.shares(),
          Map.of(),
          values.missing());
    }
    return new FieldProfile(
        expected.name(),
        List.of(
            DataProfile.quantile(sorted, 0.05),
            DataProfile.quantile(sorted, 0.5),
            DataProfile.quantile(sorted, 0.95)),
        expected.edges(),
        DataProfile.shares(sorted, expected.edges()),
        Map.of(),
        values.missing());
  }

  /** Values that the profile does not name count as others, as they did when it was made. */
  private static FieldProfile discrete(FieldProfile expected, FieldValues values) {
    Map<String, Double> shares = new HashMap<>();
    values
        .counts()
        .forEach(
            (value, count) ->
                shares.merge(
                    expected.values().containsKey(value) ? value : DataProfile.OTHER,
                    (double) count / values.counted(),
                    Double::sum));
    return new FieldProfile(
        expected.name(), List.of(), List.of(), List.of(), shares, values.missing());
  }
}
