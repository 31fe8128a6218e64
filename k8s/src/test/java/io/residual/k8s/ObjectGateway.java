package io.residual.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A real object store: Ceph's gateway, which checks signatures and keeps its objects in a file. It
 * has one user.
 */
final class ObjectGateway implements AutoCloseable {

  static final String ACCESS_KEY = "residual";
  static final String SECRET_KEY = "correct-horse-battery";

  private static final Path CACHE =
      Path.of(System.getProperty("user.home"), ".cache/residual-image-tests");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path state;
  private final String address;
  private final Process process;

  private ObjectGateway(Path state, String address, Process process) {
    this.state = state;
    this.address = address;
    this.process = process;
  }

  /** Starts it, and waits until it answers. Skips the test where it cannot be had, except in CI. */
  static ObjectGateway start() throws IOException, InterruptedException {
    Path root = install();
    Path state = Files.createTempDirectory(Files.createDirectories(root.resolve("run")), "gateway");
    String inside = "/" + root.relativize(state);
    int port = freePort();
    Files.writeString(
        state.resolve("ceph.conf"),
        """
        [global]
        run dir = STATE
        log file = STATE/log
        admin socket = STATE/socket
        rgw data = STATE
        rgw backend store = dbstore
        dbstore db dir = STATE
        rgw config store = dbstore
        dbstore config uri = file://STATE/config.db
        rgw frontends = beast endpoint=127.0.0.1:PORT
        """
            .replace("STATE", inside)
            .replace("PORT", Integer.toString(port)));
    List<String> common =
        List.of("--no-mon-config", "--conf", inside + "/ceph.conf", "--name", "client.rgw.test");
    List<String> user = new ArrayList<>(List.of("chroot", root.toString(), "radosgw-admin"));
    user.addAll(common);
    user.addAll(List.of("user", "create", "--uid=residual", "--display-name=residual"));
    user.addAll(List.of("--access-key=" + ACCESS_KEY, "--secret=" + SECRET_KEY));
    Kubectl.run(user);
    List<String> gateway = new ArrayList<>(List.of("chroot", root.toString(), "radosgw", "-f"));
    gateway.addAll(common);
    Process process =
        new ProcessBuilder(gateway)
            .redirectErrorStream(true)
            .redirectOutput(state.resolve("output").toFile())
            .start();
    ObjectGateway started = new ObjectGateway(state, "http://127.0.0.1:" + port, process);
    started.awaitAnswer();
    return started;
  }

  private static Path install() throws IOException {
    try {
      Path script = Overlay.FOLDER.resolve("test-store.sh");
      return Path.of(Kubectl.run(List.of("/bin/sh", script.toString(), CACHE.toString())).strip());
    } catch (IOException e) {
      if (System.getenv("CI") != null) {
        throw e;
      }
      return abort("no object gateway: " + e.getMessage());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        request("GET", "/");
        return;
      } catch (IOException e) {
        if (!process.isAlive() || Instant.now().isAfter(end)) {
          String log = Files.readString(state.resolve("output"));
          close();
          throw new IOException("the gateway does not answer: " + log, e);
        }
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
  }

  String address() {
    return address;
  }

  /** Makes a bucket. */
  void makeBucket(String name) throws IOException {
    request("PUT", "/" + name);
  }

  /** Keys of the objects in a bucket. */
  List<String> keys(String bucket) throws IOException {
    Matcher keys = Pattern.compile("<Key>([^<]*)</Key>").matcher(request("GET", "/" + bucket));
    return keys.results().map(key -> key.group(1)).toList();
  }

  /** A request with a signature of version 2: HMAC-SHA1 of method, date and resource. */
  private String request(String method, String resource) throws IOException {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atZone(ZoneOffset.UTC));
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address + resource).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setRequestProperty("Date", date);
    connection.setRequestProperty(
        "Authorization",
        "AWS " + ACCESS_KEY + ":" + signature(method + "\n\n\n" + date + "\n" + resource));
    return new String(connection.getInputStream().readAllBytes(), UTF_8);
  }

  private static String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(SECRET_KEY.getBytes(UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    // chroot has become the gateway itself, so this is the gateway.
    process.destroyForcibly().onExit().join();
    try (var files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
