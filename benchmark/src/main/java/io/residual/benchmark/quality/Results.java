package io.residual.benchmark.quality;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Results of trials, and means over them.
 *
 * @param all trial by trial, detector by detector
 */
record Results(List<Result> all) {

  Results {
    all = List.copyOf(all);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  Results of(Group group) {
    return where(result -> result.trial().group() == group);
  }

  Results of(String detector) {
    return where(result -> result.detector().equals(detector));
  }

  Results where(Predicate<Result> test) {
    return new Results(all.stream().filter(test).toList());
  }

  List<String> protocols() {
    return all.stream().map(result -> result.trial().protocol()).distinct().toList();
  }

  List<String> sets() {
    return all.stream().map(Result::set).distinct().toList();
  }

  List<String> detectors() {
    return all.stream().map(Result::detector).distinct().toList();
  }

  List<Long> seeds() {
    return all.stream().map(Result::seed).distinct().sorted().toList();
  }

  /** The figure of one set by one detector over the seeds. */
  Figure figure(String set, String detector, ToDoubleFunction<Result> figure) {
    return Figure.of(
        all.stream()
            .filter(result -> result.set().equals(set) && result.detector().equals(detector))
            .map(figure::applyAsDouble)
            .toList());
  }

  /**
   * The mean of a detector's figure over sets: every set weighs the same, however many seeds it
   * has; the spread is that of the means of each seed.
   */
  Figure mean(Collection<String> sets, String detector, ToDoubleFunction<Result> figure) {
    double mean =
        sets.stream()
            .mapToDouble(set -> figure(set, detector, figure).mean())
            .average()
            .orElse(Double.NaN);
    Results chosen = of(detector).where(result -> sets.contains(result.set()));
    List<Double> bySeed =
        chosen.seeds().stream()
            .map(seed -> chosen.where(result -> result.seed() == seed))
            .filter(of -> of.all.size() == sets.size())
            .map(of -> of.all.stream().mapToDouble(figure).average().orElse(Double.NaN))
            .toList();
    return new Figure(mean, Figure.of(bySeed).deviation(), bySeed.size());
  }
}
