package io.residual.samples.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** A Prometheus with the shipped configuration, but for where it scrapes and how often. */
final class PrometheusServer implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final URI api;

  private PrometheusServer(Process process, Path log, URI api) {
    this.process = process;
    this.log = log;
    this.api = api;
  }

  static PrometheusServer start(PrometheusTools tools, Path folder, String target)
      throws Exception {
    Path shipped = PrometheusTools.DEPLOYMENT.resolve("prometheus");
    Files.createDirectories(folder);
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode config = (ObjectNode) yaml.readTree(shipped.resolve("prometheus.yml").toFile());
    ObjectNode global = (ObjectNode) config.get("global");
    global.put("scrape_interval", "1s").put("evaluation_interval", "1s");
    ObjectNode scrape = (ObjectNode) config.at("/scrape_configs/0");
    scrape.remove("dns_sd_configs");
    scrape.putArray("static_configs").addObject().putArray("targets").add(target);
    yaml.writeValue(folder.resolve("prometheus.yml").toFile(), config);
    Files.copy(shipped.resolve("alerts.yml"), folder.resolve("alerts.yml"));
    int port = freePort();
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                tools.prometheus().toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PrometheusServer server =
        new PrometheusServer(process, log, URI.create("http://127.0.0.1:" + port + "/api/v1/"));
    try {
      server.awaitScrape();
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitScrape() throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!up()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException("Prometheus does not scrape: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean up() throws Exception {
    try {
      return query("up == 1").size() == 1;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  /** The series that a query gives now. */
  JsonNode query(String expression) throws Exception {
    return get("query?query=" + encode(expression)).at("/data/result");
  }

  /** The same, once there is any: a rate needs two scrapes. */
  JsonNode await(String expression) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode result = query(expression);
    while (result.isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(200);
      result = query(expression);
    }
    return result;
  }

  /** Values of a label, of series of a metric. */
  JsonNode labelValues(String label, String series) throws Exception {
    return get("label/" + label + "/values?match[]=".replace("[]", "%5B%5D") + encode(series))
        .at("/data");
  }

  /** All alerting rules, with the health of their last evaluation. */
  List<JsonNode> rules() throws Exception {
    return get("rules").at("/data/groups").findValues("rules").stream()
        .flatMap(group -> StreamSupport.stream(group.spliterator(), false))
        .toList();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(api.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode answer = new ObjectMapper().readTree(response.body());
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalArgumentException(path + ": " + response.body());
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
    }
  }
}
