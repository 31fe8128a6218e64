package io.residual.samples.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.residual.job.pipeline.BundlePointer;
import io.residual.job.pipeline.ShippedBundle;
import io.residual.samples.cli.ResidualCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PublishAndFetchTest {

  @TempDir static Path models;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void fitTwoModels() throws IOException {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("a,b\n");
    for (int i = 0; i < 200; i++) {
      double a = random.nextGaussian();
      rows.append(a).append(',').append(-2 * a).append('\n');
    }
    Path input = Files.writeString(models.resolve("rows.csv"), rows);
    Path pipeline =
        Files.writeString(
            models.resolve("pipeline.yaml"),
            """
            model: {name: presses}
            schema: {fields: [{name: a, type: numeric}, {name: b, type: numeric}]}
            training: {network: bottleneck, epochs: 2}
            """);
    for (String seed : List.of("1", "2")) {
      assertThat(
              ResidualCli.commandLine()
                  .execute(
                      "fit",
                      "--quiet",
                      "--pipeline=" + pipeline,
                      "--input=" + input,
                      "--seed=" + seed,
                      "--model-version=v" + seed,
                      "--output=" + models.resolve(seed + ".residual")))
          .isZero();
    }
  }

  private int run(String... arguments) {
    CommandLine command = ResidualCli.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private static Path model(int seed) {
    return models.resolve(seed + ".residual");
  }

  private int publish(int seed, String... more) {
    return run(
        Stream.concat(
                Stream.of("publish", model(seed).toString(), "--store=" + folder.resolve("store")),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String current() {
    return folder.resolve("store/presses/current").toString();
  }

  private String inUse() throws IOException {
    return ShippedBundle.read(BundlePointer.resolve(current())).manifest().version();
  }

  @Test
  void theNewestPublishedIsTheOneInUse() throws Exception {
    assertThat(publish(1)).as(err::toString).isZero();
    assertThat(out.toString().strip()).isEqualTo(current());
    assertThat(inUse()).isEqualTo("v1");

    assertThat(publish(2)).isZero();
    assertThat(inUse()).isEqualTo("v2");
    assertThat(folder.resolve("store/presses/v1.residual")).hasSameBinaryContentAs(model(1));
    try (Stream<Path> files = Files.list(folder.resolve("store/presses"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("v1.residual", "v2.residual", "current");
    }
  }

  @Test
  void publishingAnEarlierOneIsARollback() throws Exception {
    publish(1);
    publish(2);
    Path old = folder.resolve("old.residual");

    assertThat(run("fetch", folder + "/store/presses/v1.residual", "-o", old.toString())).isZero();
    assertThat(run("publish", old.toString(), "--store=file://" + folder + "/store/")).isZero();

    assertThat(inUse()).isEqualTo("v1");
  }

  @Test
  void fetchGivesTheCurrentOneByteForByte() {
    publish(1);
    Path copy = folder.resolve("copy.residual");

    assertThat(run("fetch", current(), "--output", copy.toString())).isZero();

    assertThat(copy).hasSameBinaryContentAs(model(1));
  }

  @Test
  void anAbsentBundleIsToldFromAFailure() throws IOException {
    Path copy = folder.resolve("copy.residual");
    assertThat(run("fetch", current(), "--output", copy.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("store/presses/current: there is no such file");

    publish(1);
    assertThat(run("fetch", current(), "--output", folder + "/no/copy.residual")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no folder " + folder + "/no; make it first");

    Files.writeString(Path.of(current()), "../elsewhere.residual\n");
    assertThat(run("fetch", current(), "--output", copy.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("its first line names no bundle beside it");
  }

  @Test
  void aVersionIsNeverOverwritten() throws IOException {
    publish(1);
    Files.copy(
        model(2), folder.resolve("store/presses/v1.residual"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(publish(1)).isEqualTo(1);

    assertThat(err.toString()).contains("v1.residual is there already, with another content");
  }

  @Test
  void whatIsNoBundleIsNotPublished() throws IOException {
    Path text = Files.writeString(folder.resolve("text.residual"), "no bundle");

    assertThat(run("publish", text.toString(), "--store=" + folder.resolve("store"))).isEqualTo(1);
    assertThat(err.toString()).contains("text.residual: ");
    assertThat(run("publish", folder + "/none", "--store=" + folder)).isEqualTo(1);
    assertThat(err.toString()).contains("none: no such file");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void theDeploymentIsRestartedByOnePatch() throws Exception {
    List<String> requests = new ArrayList<>();
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          requests.add(exchange.getRequestHeaders().getFirst("Content-Type"));
          requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          boolean known = exchange.getRequestURI().getPath().endsWith("/residual");
          byte[] answer = "{\"message\": \"there is none\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 404, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    api.start();
    try {
      String address = "--kubernetes=http://127.0.0.1:" + api.getAddress().getPort() + "/";
      assertThat(publish(1, address, "--namespace=ours", "--flink-deployment=residual"))
          .as(err::toString)
          .isZero();
      assertThat(requests)
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "PATCH /apis/flink.apache.org/v1beta1/namespaces/ours/flinkdeployments"
                              + "/residual?fieldManager=residual-publish"),
              type -> assertThat(type).isEqualTo("application/merge-patch+json"),
              body ->
                  assertThat(body)
                      .matches(
                          "\\{\"metadata\":\\{\"annotations\":\\{\"residual.io/model\":\"presses/v1\""
                              + "}},\"spec\":\\{\"restartNonce\":[0-9]{10,}}}"));

      assertThat(publish(2, address, "--flink-deployment=other")).isEqualTo(1);
      assertThat(err.toString())
          .contains(
              "Kubernetes refused to restart FlinkDeployment default/other (404): there is none");
    } finally {
      api.stop(0);
    }
    assertThat(inUse()).isEqualTo("v2");
  }

  @Test
  void outsideAClusterItSaysHowToReachOne() {
    assertThat(publish(1, "--flink-deployment=residual")).isEqualTo(1);
    assertThat(err.toString()).contains("this is no pod", "kubectl proxy");
  }
}
