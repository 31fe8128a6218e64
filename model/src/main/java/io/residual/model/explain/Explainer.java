package io.residual.model.explain;

import io.residual.model.record.FieldSpec;
import java.util.function.Function;

/**
 * Says which fields made a row's error. Not thread safe; may hold a loaded network until closed.
 *
 * <p>The same row gives the same explanation, unless a time budget runs out.
 */
public interface Explainer extends AutoCloseable {

  /**
   * Explains one row.
   *
   * @param row encoded, {@code [features]}; of a window {@code [records][features]}
   * @param reconstruction of the row, likewise
   * @param values gives a field's value as the record held it
   * @param limit how many fields to name at most
   */
  Explanation explain(
      float[] row, float[] reconstruction, Function<FieldSpec, Object> values, int limit);

  @Override
  default void close() {}
}
