package io.residual.trainer.fit;

import io.residual.model.config.EnsembleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What makes a member of an ensemble differ from the others.
 *
 * @param seed of weights, shuffling and corruption
 * @param size factor for the units of all layers but the last
 * @param fields that it looks at, ascending
 */
record MemberPlan(long seed, double size, List<Integer> fields) {

  /** Odd, without pattern: seeds 1 and 2 give ensembles without a common member. */
  private static final long SEED_STEP = 0xD1342543DE82EF95L;

  /** Copies the list. */
  MemberPlan {
    fields = List.copyOf(fields);
  }

  /**
   * The members of an ensemble; the first has the given seed.
   *
   * @param fieldCount how many fields there are
   * @throws IllegalArgumentException if a field would be looked at by nobody
   */
  static List<MemberPlan> of(EnsembleSettings settings, int fieldCount, long seed) {
    int each = Math.max(1, (int) Math.round(settings.fields() * fieldCount));
    if ((long) each * settings.members() < fieldCount) {
      throw new IllegalArgumentException(
          String.format(
              "training.ensemble: %d members that look at %d of %d fields each leave fields that"
                  + " nobody looks at; raise members or fields",
              settings.members(), each, fieldCount));
    }
    Dealer dealer = new Dealer(fieldCount, seed);
    List<MemberPlan> plans = new ArrayList<>();
    for (int m = 0; m < settings.members(); m++) {
      double size = settings.sizes().get(m % settings.sizes().size());
      plans.add(new MemberPlan(seed(seed, m), size, dealer.deal(each)));
    }
    return plans;
  }

  /** The seed of a member, counted from 0; that of the first is the ensemble's. */
  static long seed(long seed, int member) {
    return seed + member * SEED_STEP;
  }

  /** Deals fields like cards from a shuffled pack: none a second time before all a first time. */
  private static final class Dealer {

    private final int fieldCount;
    private final SplittableRandom random;
    private final List<Integer> pack = new ArrayList<>();

    Dealer(int fieldCount, long seed) {
      this.fieldCount = fieldCount;
      this.random = new SplittableRandom(seed);
    }

    List<Integer> deal(int count) {
      List<Integer> hand = new ArrayList<>();
      if (pack.size() < count) {
        // The rest of the pack goes to this hand for certain; a new pack fills it up.
        hand.addAll(pack);
        pack.clear();
        for (int field = 0; field < fieldCount; field++) {
          if (!hand.contains(field)) {
            pack.add(field);
          }
        }
      }
      List<Integer> spared = new ArrayList<>(hand);
      while (hand.size() < count) {
        hand.add(pack.remove(random.nextInt(pack.size())));
      }
      pack.addAll(spared);
      return hand.stream().sorted().toList();
    }
  }
}
