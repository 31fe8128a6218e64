package io.residual.model.drift;

import io.residual.model.encode.BooleanEncoding;
import io.residual.model.encode.CategoricalEncoding;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.encode.NumericEncoding;
import io.residual.model.encode.VectorEncoding;
import io.residual.model.profile.DataProfile;
import io.residual.model.profile.FieldProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bins of one field, as its profile has them, and one more for missing values. Numbers are
 * compared as they are encoded, so that a record costs a few comparisons.
 */
final class FieldBins {

  /**
   * Encoded numbers this close to an edge are taken to be on it: an edge is a number of the
   * training rows, and encoding and decoding round.
   */
  private static final float TOLERANCE = 1e-5f;

  private static final double MEAN_TOLERANCE = 1e-12;

  /** Codes of categories that are remembered at most. */
  private static final int MAX_CODES = 1 << 12;

  private final FieldEncoding encoding;
  private final FieldProfile profile;
  private final int at;

  private FieldBins(FeatureEncoder encoder, int field, FieldProfile profile) {
    this.encoding = encoder.fields().get(field);
    this.profile = profile;
    this.at = encoder.offset(field);
  }

  /** The series of a field with the given profile. */
  static BinnedSeries series(FeatureEncoder encoder, int field, FieldProfile profile, long rows) {
    return new FieldBins(encoder, field, profile).series(rows);
  }

  private BinnedSeries series(long rows) {
    List<Double> shares = profile.numeric() ? new ArrayList<>(profile.shares()) : new ArrayList<>();
    List<String> values = new ArrayList<>(profile.values().keySet());
    if (!profile.numeric()) {
      values.remove(DataProfile.OTHER);
      values.forEach(value -> shares.add(profile.values().get(value)));
      shares.add(profile.values().getOrDefault(DataProfile.OTHER, 0.0));
    }
    shares.replaceAll(share -> share * (1 - profile.missing()));
    int bins = shares.size();
    shares.add(profile.missing());
    double[] expected = shares.stream().mapToDouble(share -> share).toArray();
    BinnedSeries.Counter counter = profile.numeric() ? numbers() : values(values);
    return new BinnedSeries(
        profile.name(), expected, rows, profile.numeric() ? bins : 0, withMissing(counter, bins));
  }

  private BinnedSeries.Counter withMissing(BinnedSeries.Counter counter, int missing) {
    if (!encoding.indicator()) {
      return counter;
    }
    int last = at + encoding.width() - 1;
    return (rows, start, error) ->
        rows[start + last] > 0.5f ? missing : counter.bin(rows, start, error);
  }

  private BinnedSeries.Counter numbers() {
    double[] edges = profile.edges().stream().mapToDouble(edge -> edge).toArray();
    if (encoding instanceof NumericEncoding numeric) {
      float[] encoded = new float[edges.length];
      for (int i = edges.length - 1; i >= 0; i--) {
        float edge = numeric.scale().encode(edges[i]);
        float tolerance = TOLERANCE * Math.max(1, Math.abs(edge));
        // Not into the next bin, which may be all but as narrow.
        encoded[i] =
            i + 1 < edges.length
                ? edge + Math.min(tolerance, (numeric.scale().encode(edges[i + 1]) - edge) / 2)
                : edge + tolerance;
      }
      return (rows, start, error) -> bin(encoded, rows[start + at]);
    }
    VectorEncoding vector = (VectorEncoding) encoding;
    // Sums round differently by the order in which they are taken.
    Arrays.setAll(edges, i -> edges[i] + MEAN_TOLERANCE * Math.max(1, Math.abs(edges[i])));
    return (rows, start, error) -> bin(edges, mean(vector, rows, start + at));
  }

  private static double mean(VectorEncoding vector, float[] rows, int from) {
    double sum = 0;
    for (int i = 0; i < vector.scales().size(); i++) {
      sum += vector.scales().get(i).decode(rows[from + i]);
    }
    return sum / vector.scales().size();
  }

  private static int bin(float[] edges, float value) {
    int bin = 0;
    while (bin < edges.length && value > edges[bin]) {
      bin++;
    }
    return bin;
  }

  static int bin(double[] edges, double value) {
    int bin = 0;
    while (bin < edges.length && !(value <= edges[bin])) {
      bin++;
    }
    return bin;
  }

  private BinnedSeries.Counter values(List<String> values) {
    Map<String, Integer> bins = new HashMap<>();
    values.forEach(value -> bins.put(value, bins.size()));
    int other = values.size();
    if (encoding instanceof CategoricalEncoding categorical) {
      int slots = categorical.categories().size();
      int[] slotBins = new int[slots + 1];
      Arrays.setAll(
          slotBins,
          slot ->
              slot == slots ? other : bins.getOrDefault(categorical.categories().get(slot), other));
      return (rows, start, error) -> slotBins[slot(rows, start + at, slots)];
    }
    if (encoding instanceof BooleanEncoding) {
      int yes = bins.getOrDefault("true", other);
      int no = bins.getOrDefault("false", other);
      return (rows, start, error) -> rows[start + at] >= 0.5f ? yes : no;
    }
    Map<Integer, Integer> codes = new HashMap<>();
    return (rows, start, error) -> {
      int code = code(rows, start + at);
      Integer known = codes.get(code);
      if (known != null) {
        return known;
      }
      Object value = encoding.decode(rows, start + at);
      int bin = value == null ? other : bins.getOrDefault(value.toString(), other);
      if (codes.size() < MAX_CODES) {
        codes.put(code, bin);
      }
      return bin;
    };
  }

  private static int slot(float[] rows, int from, int slots) {
    for (int slot = 0; slot < slots; slot++) {
      if (rows[from + slot] > 0.5f) {
        return slot;
      }
    }
    return slots;
  }

  private int code(float[] rows, int from) {
    int code = 1;
    for (int i = from; i < from + encoding.width(); i++) {
      code = 31 * code + Float.floatToIntBits(rows[i]);
    }
    return code;
  }
}
