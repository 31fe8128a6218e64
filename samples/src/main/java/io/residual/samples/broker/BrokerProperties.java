package io.residual.samples.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a single node that answers fast and needs little memory. */
final class BrokerProperties {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** A number, not a name: "localhost" may mean IPv6 to the client and IPv4 to the broker. */
  static final String HOST = "127.0.0.1";

  private static final String CLIENT_LISTENER = "CLIENT";

  private BrokerProperties() {}

  static Properties of(
      Path directory, int clientPort, int controllerPort, Map<String, String> overrides) {
    Properties properties = new Properties();
    String client = CLIENT_LISTENER + "://" + HOST + ":" + clientPort;
    String controller = CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort;
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("listeners", client + "," + controller);
    properties.put("advertised.listeners", client);
    properties.put("inter.broker.listener.name", CLIENT_LISTENER);
    properties.put(
        "listener.security.protocol.map",
        CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    properties.put("log.dirs", directory.toString());

    // One node cannot replicate; one partition of each internal topic starts faster than fifty.
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      properties.put(topic + ".replication.factor", "1");
      properties.put(topic + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("min.insync.replicas", "1");

    // Waiting for further group members only delays the first record.
    properties.put("group.initial.rebalance.delay.ms", "0");
    // A mistyped topic is an error, not a new topic.
    properties.put("auto.create.topics.enable", "false");
    // Records of simulated streams may be of any year: by their age, Kafka would take them away a
    // minute after they came. The limit of size keeps a long demo from filling the disk.
    properties.put("log.retention.ms", "-1");
    properties.put("log.retention.bytes", "4294967296");
    // The default takes 128 MB of heap, for compaction of topics that stay small here.
    properties.put("log.cleaner.dedupe.buffer.size", "4194304");
    properties.put("log.cleaner.threads", "1");
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.putAll(overrides);
    return properties;
  }
}
