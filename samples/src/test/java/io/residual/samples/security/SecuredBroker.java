package io.residual.samples.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.residual.samples.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that clients reach by TLS and SCRAM-SHA-512 only. Its certificate is made when it
 * starts; no key is kept in the repository.
 */
final class SecuredBroker implements AutoCloseable {

  static final String USER = "residual";
  static final String PASSWORD = "scram-secret-b7Qk";
  static final String STORE_PASSWORD = "store-secret-x4Tn";

  private static final int SCRAM_ITERATIONS = 4096;

  private final EmbeddedBroker broker;
  private final int securedPort;
  private final Path trustStore;

  private SecuredBroker(EmbeddedBroker broker, int securedPort, Path trustStore) {
    this.broker = broker;
    this.securedPort = securedPort;
    this.trustStore = trustStore;
  }

  static SecuredBroker start(Path directory) throws Exception {
    Path keys = directory.resolve("broker.p12");
    Path trust = directory.resolve("trust.p12");
    makeCertificate(directory, keys, trust);
    int[] ports = freePorts(3);
    String listeners = "CLIENT://127.0.0.1:%d,SECURED://127.0.0.1:%d".formatted(ports[0], ports[1]);
    EmbeddedBroker broker =
        EmbeddedBroker.builder()
            .dataDirectory(directory.resolve("broker"))
            .preferredPort(ports[0])
            .brokerProperty("listeners", listeners + ",CONTROLLER://127.0.0.1:" + ports[2])
            .brokerProperty("advertised.listeners", listeners)
            .brokerProperty("controller.quorum.voters", "1@127.0.0.1:" + ports[2])
            .brokerProperty(
                "listener.security.protocol.map",
                "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL")
            .brokerProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512")
            .brokerProperty(
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;")
            .brokerProperty("ssl.keystore.location", keys.toString())
            .brokerProperty("ssl.keystore.type", "PKCS12")
            .brokerProperty("ssl.keystore.password", STORE_PASSWORD)
            .brokerProperty("ssl.key.password", STORE_PASSWORD)
            .start();
    SecuredBroker secured = new SecuredBroker(broker, ports[1], trust);
    secured.addUser();
    return secured;
  }

  /** The address of the listener with TLS and SCRAM. */
  String address() {
    return "127.0.0.1:" + securedPort;
  }

  /** What a client needs to get in, with the given text where the password belongs. */
  Properties clientProperties(String password) {
    Properties properties = new Properties();
    properties.setProperty("security.protocol", "SASL_SSL");
    properties.setProperty("sasl.mechanism", "SCRAM-SHA-512");
    properties.setProperty(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
            + USER
            + "\" password=\""
            + password
            + "\";");
    properties.setProperty("ssl.truststore.location", trustStore.toString());
    properties.setProperty("ssl.truststore.type", "PKCS12");
    properties.setProperty("ssl.truststore.password", STORE_PASSWORD);
    return properties;
  }

  private void addUser() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      USER,
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                      PASSWORD)))
          .all()
          .get();
    }
  }

  private static void makeCertificate(Path directory, Path keys, Path trust) throws Exception {
    Path certificate = directory.resolve("broker.pem");
    keytool(
        "-genkeypair -alias broker -keyalg EC -groupname secp256r1 -validity 2 -dname CN=127.0.0.1"
            + " -ext SAN=IP:127.0.0.1 -storetype PKCS12 -keystore "
            + keys);
    keytool("-exportcert -rfc -alias broker -keystore " + keys + " -file " + certificate);
    keytool(
        "-importcert -noprompt -alias broker -storetype PKCS12 -file "
            + certificate
            + " -keystore "
            + trust);
  }

  private static void keytool(String arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                (tool + " " + arguments + " -storepass " + STORE_PASSWORD).split(" ", -1))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool failed: " + output);
    }
  }

  private static int[] freePorts(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    for (int i = 0; i < count; i++) {
      sockets[i] = new ServerSocket(0, 1, loopback);
      ports[i] = sockets[i].getLocalPort();
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  @Override
  public void close() {
    broker.close();
  }

  static Path write(Properties properties, Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file;
  }
}
