package io.residual.samples.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pod is given to reach the Kubernetes API: a token, and the certificate to trust. */
class PodIdentityTest {

  @TempDir private Path account;

  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpsServer api;

  @BeforeEach
  void startApi() throws Exception {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=api", "-ext", "SAN=IP:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", account.resolve("ca.crt").toString());
    Files.writeString(account.resolve("token"), "secret-token\n");
    api = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setHttpsConfigurator(new HttpsConfigurator(identity()));
    api.createContext(
        "/",
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    api.start();
  }

  @AfterEach
  void stopApi() {
    api.stop(0);
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-keystore",
            account.resolve("k.p12").toString(),
            "-storepass",
            "changeit",
            "-alias",
            "a"));
    assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor()).isZero();
  }

  private SSLContext identity() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(account.resolve("k.p12"))) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private Map<String, String> environment() {
    return Map.of(
        "KUBERNETES_SERVICE_HOST",
        "127.0.0.1",
        "KUBERNETES_SERVICE_PORT",
        String.valueOf(api.getAddress().getPort()));
  }

  @Test
  void itsTokenGoesToAnApiWithItsCertificate() throws IOException {
    KubernetesApi.ofPod(environment(), account).restart("ours", "residual", "presses/v1", 1);

    assertThat(authorizations).containsExactly("Bearer secret-token");
  }

  @Test
  void anApiWithAnotherCertificateGetsNoToken() throws Exception {
    Files.delete(account.resolve("k.p12"));
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=api", "-ext", "SAN=IP:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", account.resolve("ca.crt").toString());
    KubernetesApi api = KubernetesApi.ofPod(environment(), account);

    assertThatThrownBy(() -> api.restart("ours", "residual", "presses/v1", 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not answer");
    assertThat(authorizations).isEmpty();
  }
}
