package io.residual.samples.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The broker's log directory: formatted once, deleted at the end only if it is our own. */
record BrokerDirectory(Path path, boolean deletedOnRelease) {

  /**
   * Transactions by the protocol that the connector's own tests know best. Level 2 bumps the
   * producer's epoch at every commit, after which a restarted Flink job logs committed transactions
   * as fenced, with an alarming and wrong "data loss".
   */
  private static final short TRANSACTION_VERSION = 1;

  static BrokerDirectory temporary() {
    try {
      return new BrokerDirectory(Files.createTempDirectory("residual-broker-"), true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a temporary directory for the broker", e);
    }
  }

  static BrokerDirectory at(Path path) {
    try {
      return new BrokerDirectory(Files.createDirectories(path), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the broker's directory " + path, e);
    }
  }

  /** Writes the cluster's identity and first metadata, unless an earlier broker did. */
  void formatIfNew() {
    if (Files.exists(path.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(BrokerProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(path.toString()))
          .setMetadataLogDirectory(path.toString())
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setFeatureLevel("transaction.version", TRANSACTION_VERSION)
          .setHasDynamicQuorum(false)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("cannot format the broker's directory " + path, e);
    }
  }

  void release() {
    if (!deletedOnRelease || !Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the broker's directory " + path, e);
    }
  }
}
