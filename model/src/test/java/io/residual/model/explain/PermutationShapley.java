package io.residual.model.explain;

import io.residual.model.encode.FeatureEncoder;

/**
 * Shapley values by their definition: the mean, over all orders in which the fields may come, of
 * what each adds to the mean error when it comes. Shares no code with what it is the oracle of.
 */
final class PermutationShapley {

  private final TinyAutoencoder model;
  private final float[] row;
  private final double[] worth;
  private final double[] sums;
  private long orders;

  private PermutationShapley(TinyAutoencoder model, float[] row) {
    this.model = model;
    this.row = row;
    int n = model.fields.size();
    worth = new double[1 << n];
    for (int mask = 0; mask < worth.length; mask++) {
      worth[mask] = meanError(mask);
    }
    sums = new double[n];
  }

  static double[] values(TinyAutoencoder model, float[] row) {
    PermutationShapley shapley = new PermutationShapley(model, row);
    shapley.come(0);
    double[] values = shapley.sums.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] /= shapley.orders;
    }
    return values;
  }

  private void come(int present) {
    if (present == worth.length - 1) {
      orders++;
      return;
    }
    for (int field = 0; field < sums.length; field++) {
      if ((present >> field & 1) == 0) {
        int next = present | 1 << field;
        long before = orders;
        come(next);
        sums[field] += (orders - before) * (worth[next] - worth[present]);
      }
    }
  }

  private double meanError(int mask) {
    FeatureEncoder encoder = model.encoder;
    double sum = 0;
    for (int b = 0; b < model.background.count(); b++) {
      float[] mixed = new float[model.width];
      for (int j = 0; j < mixed.length; j++) {
        int inRecord = j % encoder.featureCount();
        int field = 0;
        while (encoder.offset(field) + encoder.width(field) <= inRecord) {
          field++;
        }
        boolean own = (mask >> field & 1) == 1;
        mixed[j] = own ? row[j] : model.background.rows()[b * model.width + j];
      }
      sum += model.error(mixed);
    }
    return sum / model.background.count();
  }
}
