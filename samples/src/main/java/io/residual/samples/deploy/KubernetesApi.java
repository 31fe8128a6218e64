package io.residual.samples.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * As much of the Kubernetes API as it takes to have the Flink Kubernetes Operator restart a job:
 * one request. Needs the right to {@code patch} that FlinkDeployment, and no other.
 */
final class KubernetesApi {

  /** Where every pod finds the token and the certificate of its service account. */
  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI address;
  private final Optional<String> token;

  private KubernetesApi(HttpClient client, URI address, Optional<String> token) {
    this.client = client;
    this.address = address;
    this.token = token;
  }

  /** An address that needs no login, such as that of {@code kubectl proxy}. */
  static KubernetesApi at(URI address) {
    return new KubernetesApi(
        HttpClient.newBuilder().connectTimeout(TIMEOUT).build(), address, Optional.empty());
  }

  /**
   * That of the cluster whose pod this process runs in.
   *
   * @throws IOException if it runs in none
   */
  static KubernetesApi ofThisPod() throws IOException {
    return ofPod(System.getenv(), SERVICE_ACCOUNT);
  }

  static KubernetesApi ofPod(Map<String, String> environment, Path account) throws IOException {
    String host = environment.get("KUBERNETES_SERVICE_HOST");
    if (host == null || !Files.isReadable(account.resolve("token"))) {
      throw new IOException(
          "this is no pod of a Kubernetes cluster with a service account; start 'kubectl proxy' and"
              + " give --kubernetes http://127.0.0.1:8001");
    }
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .sslContext(trusting(account.resolve("ca.crt")))
            .build();
    return new KubernetesApi(
        client,
        URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port),
        Optional.of(Files.readString(account.resolve("token")).strip()));
  }

  /** The namespace of this process's pod, if it runs in one. */
  static Optional<String> namespace() throws IOException {
    Path file = SERVICE_ACCOUNT.resolve("namespace");
    return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /**
   * Changes the restart nonce of a FlinkDeployment: the operator stops the job with a savepoint (or
   * whatever its {@code upgradeMode} says) and submits it anew, and the job then reads its bundle.
   *
   * @param model noted as an annotation
   * @param nonce any number but the last one
   */
  void restart(String namespace, String deployment, String model, long nonce) throws IOException {
    ObjectNode patch = new JsonMapper().createObjectNode();
    patch.putObject("metadata").putObject("annotations").put("residual.io/model", model);
    patch.putObject("spec").put("restartNonce", nonce);
    String path =
        "/apis/flink.apache.org/v1beta1/namespaces/"
            + namespace
            + "/flinkdeployments/"
            + deployment
            + "?fieldManager=residual-publish";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/+$", "") + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(patch.toString()));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    HttpResponse<String> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while talking to Kubernetes", e);
    } catch (IOException e) {
      throw new IOException("the Kubernetes API at " + address + " does not answer: " + e, e);
    }
    if (response.statusCode() != 200) {
      throw new IOException(
          "Kubernetes refused to restart FlinkDeployment "
              + namespace
              + "/"
              + deployment
              + " ("
              + response.statusCode()
              + "): "
              + message(response.body())
              + "; the bundle is published, and the next restart of the job takes it");
    }
  }

  private static String message(String body) {
    try {
      JsonNode status = new JsonMapper().readTree(body);
      return status.path("message").asText(body);
    } catch (IOException e) {
      return body;
    }
  }

  private static SSLContext trusting(Path certificates) throws IOException {
    try (InputStream in = Files.newInputStream(certificates)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + count++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(certificates + " cannot be used: " + e.getMessage(), e);
    }
  }
}
