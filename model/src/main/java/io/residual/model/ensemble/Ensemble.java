package io.residual.model.ensemble;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 */
public record Ensemble(List<Member> members, Combination combination) {

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

  /**
   * The measure of the combined error: each feature weighs what it weighs in the mean of the
   * calibrated errors. {@link CombinedReconstruction} makes reconstructions for it.
   */
  public ErrorMeasure combinedError() {
    if (members.size() == 1 && members.get(0).scale() == 1) {
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
    for (int j = 0; j < combined.length; j++) {
      combined[j] = (float) sums[j];
    }
    return new ErrorMeasure(members.get(0).error().kind(), combined);
  }
}
