package io.residual.model.explain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Kernel SHAP: the Shapley values of the {@link FieldGame}, as the weighted least-squares solution
 * of Lundberg and Lee ("A Unified Approach to Interpreting Model Predictions", NeurIPS 2017,
 * theorem 2), with the efficiency constraint: the values sum to the row's error minus the mean
 * error of the background rows.
 *
 * <p>With all coalitions, up to {@link Coalitions#ENUMERATED} fields, these are the Shapley values
 * exactly; beyond, an estimate from coalitions that are drawn in pairs of complements (Covert and
 * Lee, "Improving KernelSHAP", AISTATS 2021).
 */
final class KernelShap implements Attribution.Method {

  /** Name of the method in explanations. */
  static final String METHOD = "kernel-shap";

  /** Rows that an explanation puts through the network at most, if fields are many. */
  private final int rowLimit;

  KernelShap(int rowLimit) {
    this.rowLimit = rowLimit;
  }

  @Override
  public String name() {
    return METHOD;
  }

  @Override
  public Attribution attribute(FieldGame game, int fields, long seed) throws UnfinishedException {
    int[] players = game.players();
    int n = players.length;
    BitSet everyone = new BitSet();
    everyone.set(0, n);
    double[] ends = game.worth(List.of(new BitSet(), everyone));
    double[] values = new double[fields];
    double gain = ends[1] - ends[0];
    if (n > 0) {
      Coalitions coalitions = Coalitions.of(n, game.affordable(rowLimit), seed);
      double[] worth = game.worth(coalitions.members());
      double[] solution = solve(n, coalitions, worth, ends[0], gain);
      for (int p = 0; p < n; p++) {
        values[players[p]] = solution[p];
      }
    }
    return new Attribution(values, ends[0]);
  }

  /** Least squares under the constraint, with the last player's value put in from it. */
  private static double[] solve(
      int n, Coalitions coalitions, double[] worth, double nobody, double gain) {
    WeightedRegression regression = new WeightedRegression(n - 1);
    double[] inputs = new double[n - 1];
    for (int c = 0; c < worth.length; c++) {
      BitSet members = coalitions.members().get(c);
      int last = members.get(n - 1) ? 1 : 0;
      for (int p = 0; p < n - 1; p++) {
        inputs[p] = (members.get(p) ? 1 : 0) - last;
      }
      regression.add(inputs, worth[c] - nobody - last * gain, coalitions.weights()[c]);
    }
    double[] values = Arrays.copyOf(regression.solve(new double[n - 1]), n);
    values[n - 1] = gain - Arrays.stream(values).sum();
    return values;
  }
}
