package io.residual.samples.demo;

import io.residual.samples.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A broker and a Flink cluster in this JVM, with one directory for all that they write. */
public final class EmbeddedStack implements AutoCloseable {

  /** The usual port of Kafka. */
  private static final int BROKER_PORT = 9092;

  private final Path directory;
  private final EmbeddedBroker broker;
  private final EmbeddedFlink flink;

  private EmbeddedStack(Path directory, EmbeddedBroker broker, EmbeddedFlink flink) {
    this.directory = directory;
    this.broker = broker;
    this.flink = flink;
  }

  /**
   * Starts both, at the same time.
   *
   * @param slots of the Flink cluster
   * @param notices receives what the user should know, such as a busy port
   * @throws IOException if one of them does not start; nothing is left behind then
   */
  public static EmbeddedStack start(int slots, Consumer<String> notices) throws IOException {
    Path directory = Files.createTempDirectory("residual-demo-");
    CompletableFuture<EmbeddedBroker> starting =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedBroker.builder()
                    .preferredPort(BROKER_PORT)
                    .dataDirectory(directory.resolve("broker"))
                    .notices(notices)
                    .brokerProperty("message.max.bytes", Integer.toString(16 << 20))
                    .start());
    EmbeddedFlink flink = null;
    try {
      flink = EmbeddedFlink.start(directory, slots, notices);
      return new EmbeddedStack(directory, starting.join(), flink);
    } catch (IOException | CompletionException e) {
      if (flink != null) {
        flink.close();
      }
      closeIfStarted(starting);
      delete(directory);
      throw new IOException("the demo's broker or Flink does not start: " + e.getMessage(), e);
    }
  }

  private static void closeIfStarted(CompletableFuture<EmbeddedBroker> starting) {
    try {
      starting.join().close();
    } catch (CompletionException e) {
      // It did not start, and has left nothing.
    }
  }

  /** The broker. */
  public EmbeddedBroker broker() {
    return broker;
  }

  /** The Flink cluster. */
  public EmbeddedFlink flink() {
    return flink;
  }

  /** Where files of the run may be put; deleted on close. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    try {
      flink.close();
    } finally {
      try {
        broker.close();
      } finally {
        delete(directory);
      }
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory + ": " + e, e);
    }
  }
}
