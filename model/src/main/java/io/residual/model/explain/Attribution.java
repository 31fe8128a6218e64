package io.residual.model.explain;

/**
 * How an error is spread over the fields.
 *
 * @param contributions {@code [fields]}, in units of the error, each finite
 * @param baseline the error that is no field's: baseline and contributions sum to what is explained
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within the package, never compared
record Attribution(double[] contributions, double baseline) {

  /** A way to find attributions by trying rows out. Not thread safe. */
  interface Method {

    /** Name of the method in explanations. */
    String name();

    /**
     * Spreads the error of the game's row over its fields.
     *
     * @param fields of the schema
     * @param seed of whatever is drawn at random
     */
    Attribution attribute(FieldGame game, int fields, long seed) throws UnfinishedException;
  }
}
