package io.residual.samples.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The calls of Flink's REST API that a user of a session cluster makes. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final URI root;
  private final HttpClient client = HttpClient.newHttpClient();

  FlinkRest(URI root) {
    this.root = root;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** Uploads a job jar and returns the id under which it can be run any number of times. */
  String upload(Path jar) throws IOException, InterruptedException {
    String boundary = "jar-" + UUID.randomUUID();
    String head =
        """
        --%s
        Content-Disposition: form-data; name="jarfile"; filename="%s"
        Content-Type: application/x-java-archive

        """
            .formatted(boundary, jar.getFileName())
            .replace("\n", "\r\n");
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    JsonNode answer =
        send(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body));
    return Path.of(answer.get("filename").asText()).getFileName().toString();
  }

  /** Runs an uploaded jar with the main class of its manifest; returns the job's id. */
  String run(String jarId, List<String> arguments) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    arguments.forEach(body.putArray("programArgsList")::add);
    return send(request("/jars/" + jarId + "/run")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)))
        .get("jobid")
        .asText();
  }

  /** Removes an uploaded jar; jobs that run from it keep their own copy. */
  void delete(String jarId) throws IOException, InterruptedException {
    send(request("/jars/" + jarId).DELETE());
  }

  void cancel(String jobId) throws IOException, InterruptedException {
    send(request("/jobs/" + jobId + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest built = request.build();
    HttpResponse<String> response = client.send(built, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          built.method()
              + " "
              + built.uri()
              + " answered "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return JSON.readTree(response.body().isBlank() ? "{}" : response.body());
  }
}
