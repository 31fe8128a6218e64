package io.residual.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.residual.model.bundle.BundleReader;
import io.residual.model.bundle.ModelBundle;
import io.residual.model.encode.RowEncoder;
import io.residual.model.record.JsonRecordReader;
import io.residual.model.score.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/**
 * Started by tests inside of our images, with the images' own jars: loads each native library that
 * the image is to bring, and compares what they compute with what is known.
 *
 * <p>Arguments: the golden bundle, the errors that it gave when it was made, scoring runtimes.
 */
final class GoldenErrors {

  /** As in the model's own test of the golden bundle. */
  private static final double TOLERANCE = 1e-5;

  private GoldenErrors() {}

  public static void main(String[] args) throws Exception {
    ModelBundle bundle = BundleReader.read(Path.of(args[0]));
    JsonNode records = new JsonMapper().readTree(Path.of(args[1]).toFile());
    String machine = System.getProperty("os.arch");
    for (String runtime : Arrays.asList(args).subList(2, args.length)) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d errors by %s, off by %.1e at most%n",
          machine,
          records.size(),
          runtime,
          largestDifference(bundle, records, runtime));
    }
    for (CompressionType type : CompressionType.values()) {
      roundTrip(type);
      System.out.println(machine + ": codec " + type.name);
    }
  }

  private static double largestDifference(ModelBundle bundle, JsonNode records, String runtime)
      throws Exception {
    JsonRecordReader reader = new JsonRecordReader(bundle.manifest().schema());
    RowEncoder encoder = new RowEncoder(bundle.manifest().encoder());
    float[] row = new float[bundle.manifest().encoder().featureCount()];
    double[] error = new double[1];
    double largest = 0;
    try (Scorer scorer = Scorer.open(runtime, bundle)) {
      for (JsonNode record : records) {
        encoder.target(row, 0);
        reader.read(record.path("record").asText().getBytes(StandardCharsets.UTF_8), encoder);
        scorer.score(row, 1, new float[row.length], error);
        double expected = record.path("error").asDouble();
        double difference = Math.abs(error[0] - expected) / (1 + expected);
        if (!(difference <= TOLERANCE)) {
          throw new IllegalStateException(
              runtime + " gives " + error[0] + " instead of " + expected + " for " + record);
        }
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  private static void roundTrip(CompressionType type) throws IOException {
    byte[] text = "the same again, ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Compression compression = Compression.of(type).build();
    ByteBufferOutputStream packed = new ByteBufferOutputStream(text.length);
    try (OutputStream out = compression.wrapForOutput(packed, RecordBatch.CURRENT_MAGIC_VALUE)) {
      out.write(text);
    }
    ByteBuffer buffer = packed.buffer();
    buffer.flip();
    try (InputStream in =
        compression.wrapForInput(
            buffer, RecordBatch.CURRENT_MAGIC_VALUE, BufferSupplier.NO_CACHING)) {
      if (!Arrays.equals(in.readAllBytes(), text)) {
        throw new IllegalStateException("the codec " + type.name + " changes what it packs");
      }
    }
  }
}
