package io.residual.model.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The coalitions that Kernel SHAP tries, with their weights: all but the empty and the full one, or
 * a sample of them.
 *
 * <p>Sizes s and n - s go together, the outermost first, because their coalitions weigh most. A
 * size is taken whole if a sample would on average hold each of its coalitions once; for the other
 * sizes, coalitions are drawn by weight, each along with its complement.
 */
final class Coalitions {

  /** Players up to whom all coalitions are tried: 2,046 of them. */
  static final int ENUMERATED = 11;

  /** Draws for each coalition wanted, after which doubles are taken to be all that is left. */
  private static final int PATIENCE = 4;

  private final int players;
  private final Map<BitSet, Double> weights = new LinkedHashMap<>();

  private Coalitions(int players) {
    this.players = players;
  }

  /**
   * The coalitions for a number of players.
   *
   * @param limit how many there may be if the players are more than {@link #ENUMERATED}; below two
   *     for each player, it is two for each
   */
  static Coalitions of(int players, int limit, long seed) {
    Coalitions coalitions = new Coalitions(players);
    int half = players / 2;
    double[] masses = new double[half + 1];
    double left = 0;
    for (int size = 1; size <= half; size++) {
      masses[size] = mass(players, size);
      left += masses[size];
    }
    boolean all = players <= ENUMERATED;
    double room = Math.max(limit, 2 * players);
    int size = 1;
    while (size <= half) {
      double count = binomial(players, size) * (2 * size == players ? 1 : 2);
      // All of the first size always: without them some player might be in no coalition.
      if (!all && size > 1 && room * masses[size] / left < count) {
        break;
      }
      coalitions.enumerate(size, masses[size] / count);
      room -= count;
      left -= masses[size];
      size++;
    }
    if (size <= half && room >= 2) {
      coalitions.draw(size, masses, left, (int) room, new SplittableRandom(seed));
    }
    return coalitions;
  }

  /** Shapley kernel, summed over the coalitions of a size and of the size of their complements. */
  private static double mass(int players, int size) {
    double one = (players - 1.0) / ((double) size * (players - size));
    return 2 * size == players ? one : 2 * one;
  }

  static double binomial(int n, int k) {
    double result = 1;
    for (int i = 1; i <= k; i++) {
      result = result * (n - k + i) / i;
    }
    return Math.rint(result);
  }

  private void enumerate(int size, double weight) {
    int[] members = new int[size];
    for (int i = 0; i < size; i++) {
      members[i] = i;
    }
    while (true) {
      BitSet coalition = new BitSet(players);
      for (int member : members) {
        coalition.set(member);
      }
      weights.put(coalition, weight);
      weights.put(complement(coalition), weight);
      int at = size - 1;
      while (at >= 0 && members[at] == players - size + at) {
        at--;
      }
      if (at < 0) {
        return;
      }
      members[at]++;
      for (int i = at + 1; i < size; i++) {
        members[i] = members[i - 1] + 1;
      }
    }
  }

  private void draw(
      int firstSize, double[] masses, double left, int count, SplittableRandom random) {
    Map<BitSet, Integer> drawn = new LinkedHashMap<>();
    int draws = 0;
    while (drawn.size() + 2 <= count && draws < PATIENCE * count) {
      double at = random.nextDouble() * left;
      int size = firstSize;
      while (size < masses.length - 1 && at >= masses[size]) {
        at -= masses[size++];
      }
      BitSet coalition = subset(players, size, random);
      drawn.merge(coalition, 1, Integer::sum);
      drawn.merge(complement(coalition), 1, Integer::sum);
      draws += 2;
    }
    double each = left / Math.max(1, draws);
    drawn.forEach((coalition, times) -> weights.put(coalition, times * each));
  }

  /** A subset drawn by Floyd's algorithm (Bentley, CACM 30, 1987). */
  static BitSet subset(int players, int size, SplittableRandom random) {
    BitSet subset = new BitSet(players);
    for (int j = players - size; j < players; j++) {
      int member = random.nextInt(j + 1);
      subset.set(subset.get(member) ? j : member);
    }
    return subset;
  }

  private BitSet complement(BitSet coalition) {
    BitSet complement = (BitSet) coalition.clone();
    complement.flip(0, players);
    return complement;
  }

  /** The coalitions. */
  List<BitSet> members() {
    return new ArrayList<>(weights.keySet());
  }

  /** Their weights, {@code [coalitions]}. */
  double[] weights() {
    return weights.values().stream().mapToDouble(weight -> weight).toArray();
  }
}
