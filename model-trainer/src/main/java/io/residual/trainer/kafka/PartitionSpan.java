package io.residual.trainer.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets to read of one partition.
 *
 * @param start included
 * @param end excluded; not below start
 */
record PartitionSpan(TopicPartition partition, long start, long end) {

  long length() {
    return end - start;
  }

  /**
   * The spans of a range, by partition. With {@code read_committed}, the ends are before the first
   * transaction that is still open.
   */
  static List<PartitionSpan> of(Consumer<?, ?> consumer, TopicRange range) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(range.topic())) {
      partitions.add(new TopicPartition(range.topic(), info.partition()));
    }
    partitions.sort(Comparator.comparingInt(TopicPartition::partition));
    // Unassigned, the client would warn at each of the questions below.
    consumer.assign(partitions);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> last = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> starts = new HashMap<>(first);
    Map<TopicPartition, Long> ends = new HashMap<>(last);
    range.fromTime().ifPresent(time -> starts.putAll(at(consumer, time.toEpochMilli(), last)));
    range.toTime().ifPresent(time -> ends.putAll(at(consumer, time.toEpochMilli(), last)));
    List<PartitionSpan> spans = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      long from = Math.max(range.fromOffset().orElse(0), starts.get(partition));
      long to = Math.min(ends.get(partition), last.get(partition));
      spans.add(new PartitionSpan(partition, Math.min(from, to), to));
    }
    return lastOf(spans, range.maxRecords());
  }

  /** The first offset at or after a time, the end where there is none. */
  private static Map<TopicPartition, Long> at(
      Consumer<?, ?> consumer, long time, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, time));
    Map<TopicPartition, Long> offsets = new HashMap<>(ends);
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(times).entrySet()) {
      if (found.getValue() != null) {
        offsets.put(found.getKey(), found.getValue().offset());
      }
    }
    return offsets;
  }

  private static List<PartitionSpan> lastOf(List<PartitionSpan> spans, OptionalLong limit) {
    long total = spans.stream().mapToLong(PartitionSpan::length).sum();
    if (limit.isEmpty() || total <= limit.getAsLong()) {
      return spans;
    }
    List<PartitionSpan> shortened = new ArrayList<>();
    long before = 0;
    for (PartitionSpan span : spans) {
      // Differences of a rounded running sum: the shares add up to the limit.
      long share =
          share(before + span.length(), limit.getAsLong(), total)
              - share(before, limit.getAsLong(), total);
      before += span.length();
      shortened.add(new PartitionSpan(span.partition, span.end - share, span.end));
    }
    return shortened;
  }

  private static long share(long part, long limit, long total) {
    return (long) ((double) part * limit / total);
  }
}
