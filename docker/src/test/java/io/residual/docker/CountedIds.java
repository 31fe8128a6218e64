package io.residual.docker;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Started by tests inside of our images, on the network of the broker: counts the committed records
 * of a topic, and the different values of their member {@code id}.
 *
 * <p>Arguments: broker, topic.
 */
final class CountedIds {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private CountedIds() {}

  public static void main(String[] args) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", args[0], "isolation.level", "read_committed");
    int records = 0;
    Set<String> ids = new HashSet<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(args[1]).stream()
              .map(partition -> new TopicPartition(args[1], partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          Matcher id = ID.matcher(record.value());
          if (!id.find()) {
            throw new IllegalStateException("a record without id: " + record.value());
          }
          ids.add(id.group(1));
          records++;
        }
      }
    }
    System.out.println(records + " records, " + ids.size() + " different");
  }
}
