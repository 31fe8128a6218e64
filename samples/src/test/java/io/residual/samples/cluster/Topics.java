package io.residual.samples.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads a broker's topics as an application beside the job would. */
record Topics(String bootstrapServers) {

  /** Writes one record a line and waits until the broker has them all. */
  void produce(String topic, List<String> lines) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String line : lines) {
        sent.add(producer.send(new ProducerRecord<>(topic, line)));
      }
      producer.flush();
      for (Future<RecordMetadata> record : sent) {
        record.get(30, TimeUnit.SECONDS);
      }
    }
  }

  /** Reads committed records from the beginning until one is as wanted or time is up. */
  Optional<String> firstCommitted(String topic, Predicate<String> wanted, Duration deadline) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            "reader-" + UUID.randomUUID(),
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    long end = System.nanoTime() + deadline.toNanos();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (System.nanoTime() < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          if (wanted.test(record.value())) {
            return Optional.of(record.value());
          }
        }
      }
    }
    return Optional.empty();
  }
}
