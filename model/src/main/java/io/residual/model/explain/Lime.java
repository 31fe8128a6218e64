package io.residual.model.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * LIME: the coefficients of a linear model of the error around a row, fitted to rows in which some
 * fields are switched off, that is, are as in the background (Ribeiro, Singh and Guestrin, "Why
 * Should I Trust You?", KDD 2016).
 *
 * <p>As in the authors' code for text, how many fields are off is drawn evenly from 1 to all; as in
 * theirs for tables, a row with d of n fields off weighs {@code sqrt(exp(-d / (0.75^2 n)))}, and a
 * ridge steadies the fit. Unlike there, a row is tried with every background row, not with one
 * drawn at random: less noise for as many rows.
 *
 * <p>The baseline is the linear model's error with all fields off. Baseline and contributions sum
 * to what the linear model says of the row, which is near its error, not equal to it.
 */
final class Lime implements Attribution.Method {

  /** Name of the method in explanations. */
  static final String METHOD = "lime";

  /** Fields up to which all combinations are tried. */
  private static final int ENUMERATED = 10;

  /** Square of the kernel's width for one field, from the authors' code. */
  private static final double KERNEL = 0.75 * 0.75;

  /** Part of the weights' sum: enough to solve any system, too little to shrink what matters. */
  private static final double RIDGE = 1e-4;

  private final int rowLimit;

  Lime(int rowLimit) {
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
    List<BitSet> members = perturbations(n, game.affordable(rowLimit), seed);
    double[] worth = game.worth(members);
    // The last unknown is the intercept.
    WeightedRegression regression = new WeightedRegression(n + 1);
    double[] inputs = new double[n + 1];
    inputs[n] = 1;
    double sum = 0;
    for (int i = 0; i < worth.length; i++) {
      BitSet on = members.get(i);
      for (int p = 0; p < n; p++) {
        inputs[p] = on.get(p) ? 1 : 0;
      }
      double weight = weight(n, n - on.cardinality(), worth.length);
      sum += weight;
      regression.add(inputs, worth[i], weight);
    }
    double[] ridges = new double[n + 1];
    Arrays.fill(ridges, 0, n, RIDGE * sum);
    double[] solution = regression.solve(ridges);
    double[] values = new double[fields];
    for (int p = 0; p < n; p++) {
      values[players[p]] = solution[p];
    }
    return new Attribution(values, solution[n]);
  }

  /** The kernel; where all combinations are tried, times how often each would be drawn. */
  private static double weight(int n, int off, int count) {
    double kernel = Math.exp(-off / (2 * KERNEL * Math.max(1, n)));
    if (n > ENUMERATED || off == 0) {
      return kernel;
    }
    return kernel * count / (n * Coalitions.binomial(n, off));
  }

  /** The row itself, and others with fields off; all there are if fields are few. */
  private static List<BitSet> perturbations(int n, int limit, long seed) {
    BitSet all = new BitSet();
    all.set(0, n);
    List<BitSet> members = new ArrayList<>();
    members.add(all);
    if (n <= ENUMERATED) {
      for (long mask = 0; mask < (1L << n) - 1; mask++) {
        members.add(BitSet.valueOf(new long[] {mask}));
      }
      return members;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int count = Math.max(limit, 2 * n);
    while (members.size() < count) {
      BitSet on = Coalitions.subset(n, n - 1 - random.nextInt(n), random);
      members.add(on);
    }
    return members;
  }
}
