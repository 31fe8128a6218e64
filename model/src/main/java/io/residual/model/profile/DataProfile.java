package io.residual.model.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.encode.FeatureEncoder;
import io.residual.model.encode.FieldEncoding;
import io.residual.model.encode.TextEncoding;
import io.residual.model.encode.TimestampEncoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the values of a model's fields were distributed in the rows that it was made from. Part of
 * the bundle, so that anybody can tell whether other rows are like them. Immutable and thread safe.
 *
 * <p>Values are taken from encoded rows, as the model sees them: clipped where the encoder clips. A
 * vector counts by the mean of its elements; times are left out, because the hour of the day says
 * nothing about drift, and so are texts and categories of which the encoder keeps no values.
 *
 * @param rows how many rows it was made from
 * @param fields in the order of the schema
 * @param errors of the rows that calibrated the model, each as the networks gave it; null if the
 *     calibration says the same because errors are not smoothed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataProfile(long rows, List<FieldProfile> fields, FieldProfile errors) {

  /** Stands for all values that the encoder does not tell apart, and for rare ones. */
  public static final String OTHER = "(other)";

  /** Bins of a number at most: the deciles. */
  private static final int BINS = 10;

  /** How far below the least number of a field smaller ones begin, as a share of its spread. */
  private static final double BELOW = 1e-3;

  private static final double ROUNDING = 1e-6;

  private static final int MAX_VALUES = 20;

  /** Copies the list. */
  public DataProfile {
    fields = List.copyOf(fields);
  }

  /**
   * The profile of encoded rows.
   *
   * @param names of the fields
   * @param rows row-major {@code [count][features]}
   */
  public static DataProfile of(
      List<String> names, FeatureEncoder encoder, float[] rows, int count) {
    List<FieldProfile> profiles = new ArrayList<>();
    for (int field = 0; field < encoder.fieldCount(); field++) {
      FieldEncoding encoding = encoder.fields().get(field);
      if (encoding instanceof TimestampEncoding || encoding instanceof TextEncoding) {
        continue;
      }
      FieldValues values = FieldValues.of(encoder, field, rows, count);
      if (values.numbers().length > 0) {
        profiles.add(numeric(names.get(field), values.numbers(), values.missing()));
      } else if (!values.counts().keySet().equals(Set.of(OTHER))) {
        profiles.add(discrete(names.get(field), values));
      }
    }
    return new DataProfile(count, profiles, null);
  }

  /**
   * The same profile, with that of the errors.
   *
   * @param given each finite, at least one
   */
  public DataProfile withErrors(double[] given) {
    return new DataProfile(rows, fields, numeric("errors", given, 0));
  }

  private static FieldProfile numeric(String name, double[] numbers, double missing) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    List<Double> edges = new ArrayList<>(below(sorted));
    for (int bin = 1; bin < BINS; bin++) {
      double edge = sorted[(int) ((long) bin * (sorted.length - 1) / BINS)];
      if (edges.isEmpty() || edge > edges.get(edges.size() - 1)) {
        edges.add(edge);
      }
    }
    return new FieldProfile(
        name,
        List.of(quantile(sorted, 0.05), quantile(sorted, 0.5), quantile(sorted, 0.95)),
        edges,
        shares(numbers, edges),
        Map.of(),
        missing);
  }

  /**
   * An edge below all numbers, where many are equal to the least: in one bin with those, smaller
   * ones would be no change. Of a field that was constant, any other number is one.
   */
  private static List<Double> below(double[] sorted) {
    double least = sorted[0];
    if (sorted[(sorted.length - 1) / BINS] > least) {
      return List.of();
    }
    double spread = sorted[sorted.length - 1] - least;
    double size = least == 0 ? 1 : Math.abs(least);
    // In single precision, as rows are encoded, the edge must still lie below.
    double edge = least - (spread > 0 ? Math.max(BELOW * spread, ROUNDING * size) : BELOW * size);
    return edge < least && Double.isFinite(edge) ? List.of(edge) : List.of();
  }

  static double quantile(double[] sorted, double q) {
    return sorted[(int) Math.round(q * (sorted.length - 1))];
  }

  /** The shares of the bins with the given upper ends. */
  static List<Double> shares(double[] numbers, List<Double> edges) {
    int[] counts = new int[edges.size() + 1];
    for (double number : numbers) {
      int bin = 0;
      while (bin < edges.size() && number > edges.get(bin)) {
        bin++;
      }
      counts[bin]++;
    }
    return Arrays.stream(counts).mapToObj(count -> (double) count / numbers.length).toList();
  }

  private static FieldProfile discrete(String name, FieldValues values) {
    Map<String, Double> kept = new HashMap<>();
    double rest = 0;
    List<Map.Entry<String, Integer>> commonest =
        values.counts().entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    for (Map.Entry<String, Integer> entry : commonest) {
      double share = (double) entry.getValue() / values.counted();
      if (kept.size() < MAX_VALUES && !entry.getKey().equals(OTHER)) {
        kept.put(entry.getKey(), share);
      } else {
        rest += share;
      }
    }
    if (rest > 0) {
      kept.put(OTHER, rest);
    }
    return new FieldProfile(name, List.of(), List.of(), List.of(), kept, values.missing());
  }

  /** The profile as JSON in UTF-8. */
  public byte[] toJson() {
    try {
      return new JsonMapper().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("profiles are plain numbers and texts", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IOException if it is something else
   */
  public static DataProfile fromJson(byte[] json) throws IOException {
    return new JsonMapper().readValue(json, DataProfile.class);
  }
}
