package io.residual.model.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the values of one field are distributed: by bins for numbers, by value for the others.
 * Immutable and thread safe.
 *
 * @param name of the field
 * @param quantiles of a numeric field: 5%, 50% and 95%; empty if the field is not numeric
 * @param edges upper ends of all bins but the last, ascending, each belonging to its bin; empty if
 *     the field is not numeric
 * @param shares of the bins, {@code [edges + 1]}, sum 1; empty if the field is not numeric
 * @param values shares of the commonest values, by their text; empty if the field is numeric
 * @param missing share of the rows in which the field was missing; 0 if the model cannot tell
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FieldProfile(
    String name,
    List<Double> quantiles,
    List<Double> edges,
    List<Double> shares,
    Map<String, Double> values,
    double missing) {

  /** Copies the parts and checks that they fit. */
  public FieldProfile {
    quantiles = quantiles == null ? List.of() : List.copyOf(quantiles);
    edges = edges == null ? List.of() : List.copyOf(edges);
    shares = shares == null ? List.of() : List.copyOf(shares);
    values = values == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(values));
    boolean fits =
        quantiles.isEmpty()
            ? edges.isEmpty() && shares.isEmpty()
            : quantiles.size() == 3 && shares.size() == edges.size() + 1;
    if (name == null || !fits) {
      throw new IllegalArgumentException(
          "the profile of '"
              + name
              + "' has "
              + shares.size()
              + " bins, "
              + edges.size()
              + " edges");
    }
  }

  /** Whether the field is numeric. */
  @JsonIgnore
  public boolean numeric() {
    return !quantiles.isEmpty();
  }
}
