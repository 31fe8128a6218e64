package io.residual.samples.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerITCase {

  @TempDir Path directory;

  @Test
  void keepsAbortedTransactionsFromReadCommittedConsumers() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic("records", 1);
      try (KafkaProducer<String, String> producer = transactionalProducer(broker)) {
        producer.initTransactions();
        producer.beginTransaction();
        var aborted = producer.send(new ProducerRecord<>("records", "aborted"));
        producer.flush();
        assertThat(aborted).isDone();
        producer.abortTransaction();
        producer.beginTransaction();
        var committed = producer.send(new ProducerRecord<>("records", "committed"));
        producer.commitTransaction();
        assertThat(committed).isDone();
      }
      assertThat(read(broker, "records", 1)).containsExactly("committed");
    }
  }

  @Test
  void hasItsRecordsStillWhenStartedAgainOnTheSameDirectory() {
    try (EmbeddedBroker broker = EmbeddedBroker.builder().dataDirectory(directory).start()) {
      broker.createTopic("records", 1);
      send(broker, "records", "first");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.builder().dataDirectory(directory).start()) {
      broker.createTopic("records", 1);
      send(broker, "records", "second");
      assertThat(read(broker, "records", 2)).containsExactly("first", "second");
    }
    assertThat(directory).isNotEmptyDirectory();
  }

  @Test
  void reportsBusyPortAndUsesAnother() throws Exception {
    List<String> notices = new ArrayList<>();
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedBroker broker =
            EmbeddedBroker.builder()
                .preferredPort(busy.getLocalPort())
                .notices(notices::add)
                .start()) {
      assertThat(broker.port()).isNotEqualTo(busy.getLocalPort());
      assertThat(notices)
          .containsExactly(
              "port %d is busy; the broker uses port %d instead"
                  .formatted(busy.getLocalPort(), broker.port()));
      broker.createTopic("records", 1);
    }
  }

  @Test
  void leavesNoDirectoryAndNoThreadThatKeepsTheJvmAlive() {
    Set<Thread> before = liveUserThreads();
    Path temporary;
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      temporary = broker.dataDirectory();
      broker.createTopic("records", 2);
      send(broker, "records", "one");
      assertThat(temporary).isNotEmptyDirectory();
    }
    assertThat(temporary).doesNotExist();
    assertThat(liveUserThreads()).isSubsetOf(before);
  }

  @Test
  void takesFurtherBrokerProperties() {
    try (EmbeddedBroker broker =
        EmbeddedBroker.builder().brokerProperty("message.max.bytes", "2000").start()) {
      broker.createTopic("records", 1);
      assertThatThrownBy(() -> send(broker, "records", "x".repeat(5_000)))
          .hasMessageContaining("larger than the max message size");
    }
  }

  @Test
  void failsToStartWithTheReasonAndLeavesTheJvmAlive() {
    assertThatThrownBy(
            () -> EmbeddedBroker.builder().brokerProperty("num.io.threads", "many").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("num.io.threads");
  }

  private static Set<Thread> liveUserThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !thread.isDaemon())
        .collect(Collectors.toSet());
  }

  private static void send(EmbeddedBroker broker, String topic, String value) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static KafkaProducer<String, String> transactionalProducer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> read(EmbeddedBroker broker, String topic, int expected) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("group.id", "readers");
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < expected && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
