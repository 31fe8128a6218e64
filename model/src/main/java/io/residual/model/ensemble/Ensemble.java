package io.residual.model.ensemble;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.residual.model.error.ErrorMeasure;
import io.residual.model.network.NetworkSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The autoencoders of a bundle, often only one. Immutable and thread safe.
 *
 * @param members at least one, all of the same width
 * @param combination how their errors become one
 * @param averagedRecords of how many records the residuals are averaged before they count, see
 *     {@link WindowFold}: the records of a window, at least 2; null if every residual counts by
 *     itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ensemble(List<Member> members, Combination combination, Integer averagedRecords) {

  /** More members than anybody needs; a broken manifest must not claim millions. */
  public static final int MAX_MEMBERS = 256;

  /** Copies the list and checks that the members fit each other. */
  public Ensemble {
    members = List.copyOf(members);
    if (members.isEmpty() || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "an ensemble has 1 to " + MAX_MEMBERS + " members, not " + members.size());
    }
    if (combination == null) {
      throw new IllegalArgumentException("an ensemble says how its members are combined");
    }
    int width = members.get(0).error().size();
    for (Member member : members) {
      if (member.error().size() != width) {
        throw new IllegalArgumentException(
            "members of " + width + " and of " + member.error().size() + " features");
      }
    }
    if (averagedRecords != null && (averagedRecords < 2 || width % averagedRecords != 0)) {
      throw new IllegalArgumentException(
          "residuals of " + averagedRecords + " records averaged, in rows of " + width);
    }
  }

  /** An ensemble in which every residual counts by itself. */
  public Ensemble(List<Member> members, Combination combination) {
    this(members, combination, null);
  }

  /** The ensemble of a single network, whose error is taken as it is. */
  public static Ensemble of(NetworkSpec network, ErrorMeasure error) {
    return new Ensemble(List.of(new Member(network, error, 1)), Combination.MEAN);
  }

  /** Features that each member takes and gives back. */
  @JsonIgnore
  public int width() {
    return members.get(0).error().size();
  }

  /** The shapes in a few characters, for people. */
  public String describe() {
    Map<String, Integer> shapes = new LinkedHashMap<>();
    members.forEach(member -> shapes.merge(member.network().describe(width()), 1, Integer::sum));
    String text =
        shapes.entrySet().stream()
            .map(shape -> (shape.getValue() > 1 ? shape.getValue() + " x " : "") + shape.getKey())
            .collect(Collectors.joining(", "));
    return members.size() == 1
        ? text
        : text + ", " + combination.name().toLowerCase(Locale.ROOT) + " of their errors";
  }

  /** Whether the error of the only member is that of the ensemble, without any fold. */
  @JsonIgnore
  public boolean plain() {
    return members.size() == 1 && averagedRecords == null;
  }

  /**
   * The measure of the combined error: each feature weighs what it weighs in the mean of the
   * calibrated errors. {@link CombinedReconstruction} makes reconstructions for it. Where residuals
   * of records are averaged, the newest record has all the weight.
   */
  public ErrorMeasure combinedError() {
    if (plain() && members.get(0).scale() == 1) {
      return members.get(0).error();
    }
    double[] sums = new double[width()];
    for (Member member : members) {
      float[] weights = member.error().weights();
      for (int j = 0; j < sums.length; j++) {
        sums[j] += weights[j] / (member.scale() * members.size());
      }
    }
    float[] combined = new float[sums.length];
    int features = averagedRecords == null ? sums.length : sums.length / averagedRecords;
    int newest = sums.length - features;
    for (int j = 0; j < sums.length; j++) {
      combined[newest + j % features] += (float) sums[j];
    }
    return new ErrorMeasure(members.get(0).error().kind(), combined);
  }
}
