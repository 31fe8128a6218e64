package io.residual.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * As much of the S3 protocol as it takes to put, get and list small objects; signatures are not
 * checked. Real are the client, Flink's file system, and what is asked of it.
 */
final class SmallObjectStore implements AutoCloseable {

  private static final String STREAMED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final String DATE = "Thu, 01 Jan 2026 00:00:00 GMT";

  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;

  SmallObjectStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The objects by bucket and key. */
  Map<String, byte[]> objects() {
    return objects;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      exchange.getResponseHeaders().set("Last-Modified", DATE);
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      switch (exchange.getRequestMethod()) {
        case "PUT" -> put(exchange, name);
        case "GET", "HEAD" -> {
          if (name.matches("[^/]+/.+")) {
            get(exchange, name);
          } else {
            list(exchange, name.replace("/", ""));
          }
        }
        default -> exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  private void put(HttpExchange exchange, String name) throws IOException {
    InputStream body = exchange.getRequestBody();
    boolean streamed =
        STREAMED.equals(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
    byte[] content = streamed ? chunks(body) : body.readAllBytes();
    objects.put(name, content);
    exchange.getResponseHeaders().set("ETag", digest(content));
    exchange.sendResponseHeaders(200, -1);
  }

  /**
   * Chunks of the form {@code length;chunk-signature=...}, in hexadecimal, and the last of none.
   */
  private static byte[] chunks(InputStream body) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      String head = line(body);
      int length = Integer.parseInt(head.substring(0, head.indexOf(';')), 16);
      if (length == 0) {
        body.readAllBytes();
        return content.toByteArray();
      }
      content.writeBytes(body.readNBytes(length));
      line(body);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private void get(HttpExchange exchange, String name) throws IOException {
    byte[] content = objects.get(name);
    if (content == null) {
      answer(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
      return;
    }
    int first = 0;
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      first = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-.*", "$1"));
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes " + first + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.getResponseHeaders().set("ETag", digest(content));
    int length = content.length - first;
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, length);
    exchange.getResponseBody().write(content, first, length);
  }

  private void list(HttpExchange exchange, String bucket) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    String prefix = query == null ? "" : query.replaceAll("(^|.*&)prefix=([^&]*).*", "$2");
    StringBuilder found = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
    objects.forEach(
        (name, content) -> {
          String key = name.substring(bucket.length() + 1);
          if (name.startsWith(bucket + "/") && key.startsWith(prefix)) {
            found
                .append("<Contents><Key>")
                .append(key)
                .append("</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>")
                .append(content.length)
                .append("</Size></Contents>");
          }
        });
    answer(exchange, 200, found.append("</ListBucketResult>").toString());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String digest(byte[] content) {
    try {
      return '"' + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
