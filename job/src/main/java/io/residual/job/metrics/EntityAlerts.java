package io.residual.job.metrics;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts alerts by entity, without a label that could take any number of values: the first entities
 * that raise an alert in a subtask get a counter of their own, all others share one. An entity
 * always comes to the same subtask, so nothing is counted under two names.
 */
final class EntityAlerts {

  /** Names what is counted together. */
  static final String OTHERS = "(other)";

  /** Longer names count as others: labels are for people. */
  static final int MAX_NAME_LENGTH = 128;

  private final MetricGroup group;
  private final int limit;
  private final Map<String, Counter> named = new HashMap<>();
  private final Counter others;

  /**
   * Registers with the given group.
   *
   * @param limit how many entities get a counter of their own; with 0 nothing is counted by entity
   */
  EntityAlerts(MetricGroup group, int limit) {
    this.group = group;
    this.limit = limit;
    this.others = limit == 0 ? null : counter(OTHERS);
  }

  private Counter counter(String entity) {
    return group.addGroup(MetricLabels.ENTITY, entity).counter(MetricNames.ENTITY_ALERTS);
  }

  /** An entity raised an alert. */
  void alert(String entity) {
    if (limit > 0) {
      of(entity).inc();
    }
  }

  private Counter of(String entity) {
    Counter known = named.get(entity);
    if (known != null) {
      return known;
    }
    boolean takesName =
        named.size() < limit && entity.length() <= MAX_NAME_LENGTH && !entity.equals(OTHERS);
    if (!takesName) {
      return others;
    }
    Counter counter = counter(entity);
    named.put(entity, counter);
    return counter;
  }
}
