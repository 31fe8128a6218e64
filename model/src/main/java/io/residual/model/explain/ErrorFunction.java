package io.residual.model.explain;

/** A model, as far as explanations are concerned: rows in, errors out. Not thread safe. */
@FunctionalInterface
public interface ErrorFunction {

  /**
   * The errors of some rows.
   *
   * @param rows encoded, row-major {@code [rowCount][features]}; may be longer
   * @param errors receives {@code [rowCount]}; may be longer
   */
  void of(float[] rows, int rowCount, double[] errors);
}
